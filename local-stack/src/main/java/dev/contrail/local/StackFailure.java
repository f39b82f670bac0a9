package dev.contrail.local;

/** The stack cannot go on; the message is one line for the user that says what to do. */
public final class StackFailure extends RuntimeException {
  private final String line;

  public StackFailure(String message) {
    super(message, null, false, false);
    this.line = message;
  }

  String line() {
    return line;
  }
}
