package dev.contrail.command.outbox;

/** Log and topic cannot be used together; going on would overwrite or mislead. */
final class RelayRefused extends RuntimeException {

  /** Whom the verdict is about. */
  enum Verdict {
    /** The log is behind the topic or differs from it: no command may be decided on it. */
    LOG_DIFFERS,
    /** Topic or outbox cannot take the log as it is; commands can go on. */
    CANNOT_PUBLISH
  }

  private final Verdict verdict;

  RelayRefused(Verdict verdict, String message) {
    super(message);
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }
}
