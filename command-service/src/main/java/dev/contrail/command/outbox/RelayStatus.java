package dev.contrail.command.outbox;

/**
 * How the relay stands, for health and metrics.
 *
 * @param position everything up to it is published
 * @param error why it does not go on, empty while it does
 */
public record RelayStatus(State state, long position, String error) {

  /** What the relay does. */
  public enum State {
    /** Another instance publishes. */
    STANDBY,
    /** This instance publishes. */
    LEADING,
    /** Database or broker are away; it tries again by itself. */
    RETRYING,
    /** Log and topic do not belong together; an operator has to look. */
    REFUSED
  }
}
