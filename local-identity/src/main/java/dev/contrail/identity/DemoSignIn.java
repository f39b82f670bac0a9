package dev.contrail.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes whoever asks for an authorization code for who he says he is: parameters {@code role} and
 * {@code subject}, for this one request. There is no session, so that the next one is asked anew.
 */
final class DemoSignIn extends OncePerRequestFilter {

  static final String AUTHORIZE = "/oauth2/authorize";
  static final String ROLE = "role";
  static final String SUBJECT = "subject";

  private final Set<String> roles;

  DemoSignIn(Set<String> roles) {
    this.roles = roles;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().equals(AUTHORIZE) || request.getParameter(ROLE) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var role = request.getParameter(ROLE);
    var given = request.getParameter(SUBJECT);
    var subject = given == null || given.isEmpty() ? role : given;
    if (!roles.contains(role) || !AccessTokens.SUBJECT.matcher(subject).matches()) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      return;
    }
    var who =
        UsernamePasswordAuthenticationToken.authenticated(
            subject, null, List.of(new SimpleGrantedAuthority(role)));
    SecurityContextHolder.setContext(new SecurityContextImpl(who));
    chain.doFilter(request, response);
  }
}
