package dev.contrail.command.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StateCodecTests {

  private sealed interface Life {
    record Nothing() implements Life {}

    record Alive(LocalDateTime since, Map<String, Item> items, List<Mood> moods) implements Life {}

    sealed interface End extends Life {}

    record Over(Mood mood) implements End {}
  }

  private record Item(UUID id, long cents) {}

  private sealed interface Mood {}

  private enum Plain implements Mood {
    GOOD
  }

  private record Mixed(int good, int bad) implements Mood {}

  private static final class Changing {}

  private record Held(Changing changing) {}

  private final StateCodec<Life> codec = new StateCodec<>(Life.class, StateCodecTests.class);

  @Test
  void everyStageOfLifeComesBackEqual() {
    var item = new Item(new UUID(1, 2), 19_900);
    for (var state :
        List.of(
            new Life.Nothing(),
            new Life.Alive(
                LocalDateTime.of(2001, 1, 1, 6, 55), Map.of("1A", item), List.of(new Mixed(1, 2))),
            new Life.Over(new Mixed(3, 4)))) {
      assertThat(codec.read(codec.write(state))).isEqualTo(state);
    }
  }

  @Test
  void namesOfPackagesStandNowhere() {
    assertThat(codec.write(new Life.Over(new Mixed(3, 4))))
        .isEqualTo("{\"@type\":\"Over\",\"mood\":{\"@type\":\"Mixed\",\"good\":3,\"bad\":4}}");
  }

  @Test
  void theFingerprintIsThatOfTheStateAndOfTheRules() {
    assertThat(new StateCodec<>(Life.class, StateCodecTests.class).fingerprint())
        .isEqualTo(codec.fingerprint());
    assertThat(new StateCodec<>(Life.class, String.class).fingerprint())
        .isNotEqualTo(codec.fingerprint());
    assertThat(new StateCodec<>(Mood.class, StateCodecTests.class).fingerprint())
        .isNotEqualTo(codec.fingerprint());
  }

  @Test
  void aStateThatIsNotMadeOfRecordsIsRefused() {
    assertThatThrownBy(() -> new StateCodec<>(Held.class, String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Changing");
  }
}
