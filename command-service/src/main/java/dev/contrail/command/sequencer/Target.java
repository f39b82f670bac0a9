package dev.contrail.command.sequencer;

/**
 * A stream that a command reads and may append to.
 *
 * @param fresh whether its id was made for this very command, so that it cannot have events yet
 * @param <S> the state
 * @param <E> the sealed interface of the events
 */
public record Target<S, E>(
    String streamId, StreamType<S, E> type, Expectation expectation, boolean fresh) {

  /** A stream that may exist. */
  public static <S, E> Target<S, E> of(
      String streamId, StreamType<S, E> type, Expectation expectation) {
    return new Target<>(streamId, type, expectation, false);
  }

  /** A stream whose id was made for this command. */
  public static <S, E> Target<S, E> fresh(String streamId, StreamType<S, E> type) {
    return new Target<>(streamId, type, new Expectation.Any(), true);
  }

  boolean isSameStream(Target<?, ?> other) {
    return streamId.equals(other.streamId());
  }
}
