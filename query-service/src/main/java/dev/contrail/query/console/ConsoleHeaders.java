package dev.contrail.query.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * What a browser may do with the page: run its own scripts, ask the services, and nothing else. No
 * script or style is in a page, none comes from elsewhere, and nobody frames it.
 */
final class ConsoleHeaders implements HandlerInterceptor {

  private final String policy;

  /**
   * @param origins that are asked, beside the page's own
   */
  ConsoleHeaders(Set<String> origins) {
    this.policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' "
            + String.join(" ", origins)
            + "; form-action 'none'; base-uri 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    return true;
  }
}
