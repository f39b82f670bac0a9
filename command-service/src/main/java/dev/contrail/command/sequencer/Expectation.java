package dev.contrail.command.sequencer;

/** What the client says about a stream before its command is decided. */
public sealed interface Expectation {

  /** Nothing. */
  record Any() implements Expectation {}

  /** The stream has events. */
  record Exists() implements Expectation {}

  /** The stream has no events ({@code If-None-Match: *}). */
  record Absent() implements Expectation {}

  /** The stream stands at this version ({@code If-Match}). */
  record Version(long version) implements Expectation {}

  /** Whether a stream at the version is as expected. */
  default boolean holds(long actual) {
    return switch (this) {
      case Any() -> true;
      case Exists() -> actual > 0;
      case Absent() -> actual == 0;
      case Version(var version) -> actual == version;
    };
  }
}
