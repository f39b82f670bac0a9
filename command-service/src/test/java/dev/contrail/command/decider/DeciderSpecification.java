package dev.contrail.command.decider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;

/**
 * A rule in three steps: {@code given(events).when(command).then(events)}.
 *
 * @param <C> the commands
 * @param <S> the state
 * @param <E> the events
 */
public final class DeciderSpecification<C, S, E> {

  private final Decider<C, S, E> decider;

  public DeciderSpecification(Decider<C, S, E> decider) {
    this.decider = decider;
  }

  /** What has happened before. */
  @SafeVarargs
  public final Given given(E... events) {
    var state = decider.initialState();
    for (var event : events) {
      state = decider.evolve(state, event);
    }
    return new Given(state);
  }

  /** A state that events have led to. */
  public final class Given {

    private final S state;

    private Given(S state) {
      this.state = state;
    }

    public When when(C command) {
      return new When(state, command);
    }
  }

  /** A command that meets a state. */
  public final class When {

    private final S state;
    private final C command;

    private When(S state, C command) {
      this.state = state;
      this.command = command;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final void then(E... events) {
      assertThat(decider.decide(command, state)).isEqualTo(List.of(events));
    }

    /** The command is accepted and there is nothing to record. */
    public void thenNothing() {
      assertThat(decider.decide(command, state)).isEmpty();
    }

    public void thenRejected(String code) {
      assertThat(catchThrowable(() -> decider.decide(command, state)))
          .isInstanceOfSatisfying(
              CommandRejected.class, rejected -> assertThat(rejected.code()).isEqualTo(code));
    }
  }
}
