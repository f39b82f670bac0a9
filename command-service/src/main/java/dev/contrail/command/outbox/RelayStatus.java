package dev.contrail.command.outbox;

/**
 * What this instance's relay does.
 *
 * @param position everything up to it is acknowledged, as far as this instance knows; 0 on a
 *     stand-by
 * @param error why it does not go on, empty while it does
 */
record RelayStatus(State state, long position, String error) {

  enum State {
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
