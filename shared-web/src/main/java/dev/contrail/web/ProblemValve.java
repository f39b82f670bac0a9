package dev.contrail.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * What Tomcat refuses before a controller can see it, such as garbage in a path, becomes a problem
 * detail as well. Made by Tomcat, from its name: hence public.
 */
public final class ProblemValve extends ErrorReportValve {

  private static final int ERRORS = 400;

  private static final String BODY =
      """
      {"type":"%s","title":"%s","status":%d,"detail":"%s"}\
      """;

  /** Has the server of a context answer so. */
  static void serve(Context context) {
    if (context.getParent() instanceof StandardHost host) {
      host.setErrorReportValveClass(ProblemValve.class.getName());
    }
  }

  /** Answers with a problem whose words need no escapes in JSON. */
  static void answer(Response response, Problem problem) throws IOException {
    response.setStatus(problem.getStatusCode().value());
    problem
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
    write(response, problem.getBody());
  }

  private static void write(Response response, ProblemDetail problem) throws IOException {
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding("utf-8");
    // no filter may have seen the request, or what one set has been thrown away
    GuardHeaders.set(response);
    var writer = response.getReporter();
    if (writer != null) {
      writer.write(
          BODY.formatted(
              problem.getType(), problem.getTitle(), problem.getStatus(), problem.getDetail()));
      response.finishResponse();
    }
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable cause) {
    if (response.getStatus() >= ERRORS
        && response.getContentWritten() == 0
        && response.setErrorReported()
        && mayAnswer(response)) {
      try {
        if (response.getStatus() == HttpStatus.BAD_REQUEST.value() && hasEndlessToken(request)) {
          answer(response, endlessToken());
        } else {
          write(response, problem(response.getStatus()));
        }
      } catch (IOException | IllegalStateException e) {
        container.getLogger().debug("nobody hears of the error any more", e);
      }
    }
  }

  private static boolean mayAnswer(Response response) {
    var allowed = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
    return allowed.get();
  }

  /**
   * Whether there was no more room for headers in the middle of the token: no other has no value.
   */
  private static boolean hasEndlessToken(Request request) {
    var value = request.getCoyoteRequest().getMimeHeaders().getValue(HttpHeaders.AUTHORIZATION);
    return value != null && value.isNull();
  }

  private static Problem endlessToken() {
    var problem =
        Problem.of(HttpStatus.UNAUTHORIZED, "invalid-token", "No access token of ours is so long.");
    problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, BearerChallenge.INVALID_TOKEN);
    return problem;
  }

  private static ProblemDetail problem(int status) {
    var known = HttpStatus.resolve(status);
    var code = HttpStatusCode.valueOf(status);
    var title = known == null ? "Error" : known.getReasonPhrase();
    var problem =
        Problem.detail(
            code,
            ProblemAdvice.codeOf(code),
            known == HttpStatus.BAD_REQUEST ? "The request cannot be understood as HTTP." : title);
    problem.setTitle(title);
    return problem;
  }
}
