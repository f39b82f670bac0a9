package dev.contrail.security;

/** The scopes of the machinery; those of the domain are the domain's. */
public final class Scopes {

  /** All of the management port. */
  public static final String ADMIN = "admin";

  /** Metrics alone: what collects them has no business with anything else. */
  public static final String METRICS_READ = "metrics:read";

  /** Everything that ever happened, whoever it is about. */
  public static final String EVENTS_READ = "events:read";

  private Scopes() {}
}
