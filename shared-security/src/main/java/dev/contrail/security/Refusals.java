package dev.contrail.security;

import dev.contrail.web.BearerChallenge;
import dev.contrail.web.GuardHeaders;
import dev.contrail.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * How those are told who may not: a problem detail, and what RFC 6750 wants in {@code
 * WWW-Authenticate}. Why a token was refused is not said: only who forges tokens would learn from
 * it.
 */
final class Refusals
    implements AuthenticationEntryPoint,
        AuthenticationFailureHandler,
        AccessDeniedHandler,
        RequestRejectedHandler {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final String SOON = "1";
  private static final int SHOWN = 200;

  /** As parts of an API are called; what else stands in a path may be a name, or a token. */
  private static final Pattern PART = Pattern.compile("[a-z][a-z.-]{0,30}");

  private static final int PARTS = 2;

  private final JsonMapper json;

  Refusals(JsonMapper json) {
    this.json = json;
  }

  /** Without a token. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    tell(request, "no token");
    challenge(response, BearerChallenge.NO_TOKEN);
    answer(
        response,
        HttpStatus.UNAUTHORIZED,
        "unauthorized",
        "Send an access token: Authorization: Bearer …");
  }

  /** With one that is none. */
  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    switch (e) {
      case AuthenticationServiceException _ -> {
        tell(request, "the issuer is away");
        response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
        answer(
            response,
            HttpStatus.SERVICE_UNAVAILABLE,
            "issuer-unavailable",
            "Tokens cannot be verified, for their issuer does not answer. Try again.");
      }
      case OAuth2AuthenticationException _ -> {
        tell(request, "no genuine token");
        challenge(response, BearerChallenge.INVALID_TOKEN);
        answer(
            response,
            HttpStatus.UNAUTHORIZED,
            "invalid-token",
            "The access token is not valid here, or no longer. Get a new one.");
      }
      default -> commence(request, response, e);
    }
  }

  /** With one that is not for this. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    tell(request, shown(String.valueOf(request.getRemoteUser())) + " may not");
    challenge(response, BearerChallenge.INSUFFICIENT_SCOPE);
    answer(
        response,
        HttpStatus.FORBIDDEN,
        "forbidden",
        "The access token is not for this: it lacks the scope, or there is no such thing.");
  }

  /** With one that is used too often. */
  void tooMany(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
    answer(
        response,
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        "So many requests a second are not for one subject. Wait a second.");
  }

  /** With a path that could mean two things. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
      throws IOException {
    tell(request, "ambiguous");
    // refused before the filters that set them
    GuardHeaders.set(response);
    answer(response, HttpStatus.BAD_REQUEST, "bad-request", "The path or a header is not allowed.");
  }

  /** One line, whatever was sent, that says no more than which part of the API it was for. */
  private static void tell(HttpServletRequest request, String why) {
    log.info("refused {} {}: {}", shown(request.getMethod()), part(request.getRequestURI()), why);
  }

  private static String part(String path) {
    var parts = path.split("/", PARTS + 2); // before the first is nothing
    var shown = new StringJoiner("/");
    for (var i = 0; i < parts.length; i++) {
      var plain = i <= PARTS && (parts[i].isEmpty() || PART.matcher(parts[i]).matches());
      shown.add(plain ? parts[i] : "*");
    }
    return shown.toString();
  }

  private static String shown(String sent) {
    return sent.substring(0, Math.min(SHOWN, sent.length())).replaceAll("[^\\x21-\\x7e]", "?");
  }

  private static void challenge(HttpServletResponse response, String challenge) {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
  }

  private void answer(HttpServletResponse response, HttpStatus status, String code, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), Problem.detail(status, code, detail));
  }
}
