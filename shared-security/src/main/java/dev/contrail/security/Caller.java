package dev.contrail.security;

import java.time.Instant;
import java.util.Set;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who asks, as his token says; the token itself is not kept.
 *
 * @param scopes what the token was given for
 * @param expiresAt when the token ends; whatever goes on for longer ends then as well
 */
public record Caller(String subject, Set<String> scopes, Instant expiresAt)
    implements AuthenticatedPrincipal {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Who sent the request that this thread is answering.
   *
   * @throws IllegalStateException outside of a request, and in one that is open to everybody
   */
  public static Caller current() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication instanceof VerifiedToken token) {
      return token.getPrincipal();
    }
    throw new IllegalStateException("nobody is known to ask");
  }

  public boolean may(String scope) {
    return scopes.contains(scope);
  }

  @Override
  public String getName() {
    return subject;
  }
}
