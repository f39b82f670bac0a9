package dev.contrail.command.decider;

import static java.util.Objects.requireNonNull;

/**
 * A rule said no. Carries no stack trace: this is an answer, not a fault.
 *
 * <p>The code is kebab-case and part of the API; the message is for people and says what to do
 * next.
 */
public final class CommandRejected extends RuntimeException {

  /** How the answer is to be understood. */
  public enum Kind {
    /** The state does not allow it (now). */
    RULE,
    /** What the command names does not exist. */
    UNKNOWN
  }

  private final String code;
  private final Kind kind;

  private CommandRejected(Kind kind, String code, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.code = requireNonNull(code, "code");
  }

  public static CommandRejected because(String code, String message) {
    return new CommandRejected(Kind.RULE, code, message);
  }

  public static CommandRejected unknown(String code, String message) {
    return new CommandRejected(Kind.UNKNOWN, code, message);
  }

  public String code() {
    return code;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
