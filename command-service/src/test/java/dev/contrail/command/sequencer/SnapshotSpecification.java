package dev.contrail.command.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.decider.Evolver;
import java.util.List;

/** A state must come back from a snapshot as it was: {@code states(…).surviveASnapshot()}. */
public final class SnapshotSpecification<S> {

  private final StateCodec<S> codec;
  private final List<S> states;

  private SnapshotSpecification(StateCodec<S> codec, List<S> states) {
    this.codec = codec;
    this.states = states;
  }

  /** One state for every stage of life. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <S> SnapshotSpecification<S> states(
      Class<S> type, Evolver<S, ?> evolver, S... states) {
    var codec = new StateCodec<>(type, List.<Class<?>>of(evolver.getClass()));
    return new SnapshotSpecification<>(codec, List.of(states));
  }

  public void surviveASnapshot() {
    assertThat(states.stream().map(codec::write).map(codec::read).toList()).isEqualTo(states);
  }
}
