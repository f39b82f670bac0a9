package dev.contrail.web;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error answer as RFC 9457 describes it. The code is part of the API: clients branch on it, so
 * it is never changed; the detail is for people and says what to do next.
 */
public final class Problem extends ErrorResponseException {

  private static final String TYPE_PREFIX = "urn:contrail:problem:";

  private Problem(HttpStatusCode status, ProblemDetail body, @Nullable Throwable cause) {
    super(status, body, cause);
  }

  /** A problem with a kebab-case code of its own. */
  public static Problem of(HttpStatus status, String code, String detail) {
    return new Problem(status, detail(status, code, detail), null);
  }

  /** The same, telling the client when to come back ({@code Retry-After}, whole seconds). */
  public Problem retryAfter(Duration delay) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, delay.toSeconds())));
    return this;
  }

  /** The same with a further member in its body. */
  public Problem with(String member, Object value) {
    getBody().setProperty(member, value);
    return this;
  }

  /** The body alone, for answers that are written without an exception. */
  public static ProblemDetail detail(HttpStatusCode status, String code, String detail) {
    var body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setType(type(code));
    return body;
  }

  static URI type(String code) {
    return URI.create(TYPE_PREFIX + code);
  }

  /** The code of a body made here, the last part of its type. */
  public static String codeOf(ProblemDetail body) {
    var type = String.valueOf(body.getType());
    return type.startsWith(TYPE_PREFIX) ? type.substring(TYPE_PREFIX.length()) : "error";
  }
}
