package dev.contrail.descriptions;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** What a token must be for, asked of the very rules that the service goes by. */
final class RequiredScopes {

  private final AuthorizationManager<HttpServletRequest> rules;

  RequiredScopes(SecurityFilterChain chain) {
    this.rules =
        chain.getFilters().stream()
            .filter(AuthorizationFilter.class::isInstance)
            .map(filter -> ((AuthorizationFilter) filter).getAuthorizationManager())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no rules in the filter chain"));
  }

  /**
   * The scopes one of which the token must have; none if any token does.
   *
   * @param path with variables in braces
   * @throws IllegalStateException if no rule opens the path
   */
  List<String> of(String method, String path) {
    var request = new MockHttpServletRequest(method, path.replaceAll("\\{\\w+}", "x"));
    var caller = new TestingAuthenticationToken("somebody", "", List.of());
    var decision = rules.authorize(() -> caller, request);
    if (decision instanceof AuthorityAuthorizationDecision needed) {
      return needed.getAuthorities().stream()
          .map(GrantedAuthority::getAuthority)
          .map(String::valueOf)
          .sorted()
          .toList();
    }
    if (decision == null || !decision.isGranted()) {
      throw new IllegalStateException(method + " " + path + " is open to nobody");
    }
    return List.of();
  }
}
