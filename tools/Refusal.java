import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** What was asked for cannot be done; the message is one line that says what to do instead. */
final class Refusal extends RuntimeException {

  private static final int CANNOT = 1;
  private static final int MAKES_NO_SENSE = 2;

  private final int exitCode;

  Refusal(String line) {
    this(line, CANNOT);
  }

  private Refusal(String line, int exitCode) {
    super(line, null, false, false);
    this.exitCode = exitCode;
  }

  /** The arguments make no sense. */
  static Refusal ofArguments(String line) {
    return new Refusal(line, MAKES_NO_SENSE);
  }

  /**
   * Runs a tool; a refusal is one line on standard error and exit code 1, or 2 if the arguments
   * make no sense.
   *
   * @param help what --help prints
   */
  static void orRun(String tool, String help, String[] arguments, Consumer<List<String>> work) {
    var asked = List.of(arguments);
    if (asked.contains("--help") || asked.contains("-h")) {
      System.out.println(help);
      return;
    }
    try {
      work.accept(asked);
    } catch (Refusal refusal) {
      refuse(tool, refusal.getMessage(), refusal.exitCode);
    } catch (UncheckedIOException e) {
      refuse(tool, String.valueOf(e.getCause()), CANNOT);
    }
  }

  private static void refuse(String tool, String line, int exitCode) {
    System.err.println(tool + " | " + line);
    System.exit(exitCode);
  }
}
