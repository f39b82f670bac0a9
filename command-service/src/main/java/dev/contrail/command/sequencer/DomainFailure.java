package dev.contrail.command.sequencer;

/** What a decider or an evolver threw: its command or its stream is to blame, and fails alone. */
final class DomainFailure {

  private DomainFailure() {}

  /**
   * The failure to answer with; also of an {@link Error}, such as a stack that was too small.
   *
   * @throws VirtualMachineError if the JVM itself is in trouble, of which no command is to blame
   */
  static RuntimeException of(Throwable thrown) {
    if (thrown instanceof VirtualMachineError trouble && !(thrown instanceof StackOverflowError)) {
      throw trouble;
    }
    return thrown instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(thrown.toString(), thrown);
  }
}
