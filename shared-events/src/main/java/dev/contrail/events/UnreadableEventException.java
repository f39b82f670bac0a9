package dev.contrail.events;

/** A recorded event that this build cannot read stands where it must be read. */
public final class UnreadableEventException extends RuntimeException {

  public UnreadableEventException(String message) {
    super(message);
  }
}
