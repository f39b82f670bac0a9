package dev.contrail.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Finds the token of a request. Nearly every one is plain to see: what kind of text it is, its
 * verifier looks at. What begins otherwise is left to Spring's own converter, whose pattern took a
 * fifth of the processor time of a read.
 */
final class BearerTokens implements AuthenticationConverter {

  private static final String SCHEME = "Bearer ";

  private final AuthenticationConverter careful = new BearerTokenAuthenticationConverter();

  /**
   * @return null if there is none
   * @throws org.springframework.security.oauth2.core.OAuth2AuthenticationException if it cannot be
   *     one
   */
  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.startsWith(SCHEME)) {
      var token = header.substring(SCHEME.length());
      if (!token.isBlank()) {
        return new BearerTokenAuthenticationToken(token);
      }
    }
    return careful.convert(request);
  }
}
