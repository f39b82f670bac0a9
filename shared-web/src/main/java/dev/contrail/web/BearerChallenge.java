package dev.contrail.web;

/** What {@code WWW-Authenticate} says to those who may not (RFC 6750). */
public final class BearerChallenge {

  /** To who sent no token. */
  public static final String NO_TOKEN = "Bearer realm=\"contrail\"";

  /** To who sent one that is none. */
  public static final String INVALID_TOKEN = NO_TOKEN + ", error=\"invalid_token\"";

  /** To who sent one that is not for this. */
  public static final String INSUFFICIENT_SCOPE = NO_TOKEN + ", error=\"insufficient_scope\"";

  private BearerChallenge() {}
}
