import java.io.UncheckedIOException;

/** What was asked for cannot be done; the message is one line that says what to do instead. */
final class Refusal extends RuntimeException {

  Refusal(String line) {
    super(line, null, false, false);
  }

  /** Runs a tool; a refusal is one line and exit code 1. */
  static void orRun(String tool, Runnable work) {
    try {
      work.run();
    } catch (Refusal refusal) {
      System.err.println(tool + " | " + refusal.getMessage());
      System.exit(1);
    } catch (UncheckedIOException e) {
      System.err.println(tool + " | " + e.getCause());
      System.exit(1);
    }
  }
}
