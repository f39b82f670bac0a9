package dev.contrail.security;

import java.time.Instant;
import java.util.Optional;
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
    return known().orElseThrow(() -> new IllegalStateException("nobody is known to ask"));
  }

  /** The same; empty where nobody needs to be known. */
  public static Optional<Caller> known() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof VerifiedToken token
        ? Optional.of(token.getPrincipal())
        : Optional.empty();
  }

  public boolean may(String scope) {
    return scopes.contains(scope);
  }

  @Override
  public String getName() {
    return subject;
  }
}
