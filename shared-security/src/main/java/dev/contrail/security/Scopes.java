package dev.contrail.security;

/** The scopes of operators; those of users are the example's. */
public final class Scopes {

  /** All of the management port. */
  public static final String ADMIN = "admin";

  /** Metrics alone: what collects them has no business with anything else. */
  public static final String METRICS_READ = "metrics:read";

  private Scopes() {}
}
