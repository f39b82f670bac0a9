package dev.contrail.command.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.command.decider.Evolver;
import dev.contrail.events.EventCatalog;
import dev.contrail.events.EventCodec;
import dev.contrail.events.Upcaster;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

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

  private sealed interface Happened {
    record Once(What what) implements Happened {}

    enum What {
      THIS
    }
  }

  private record First() implements Upcaster {
    @Override
    public ObjectNode upcast(ObjectNode data) {
      return data;
    }
  }

  private record Second() implements Upcaster {
    @Override
    public ObjectNode upcast(ObjectNode data) {
      return data.put("what", "THIS");
    }
  }

  private static final class Rules implements Evolver<Item, Happened> {
    @Override
    public Item initialState() {
      return new Item(new UUID(0, 0), 0);
    }

    @Override
    public Item evolve(Item item, Happened event) {
      return item;
    }
  }

  private static final List<Class<?>> RULES = List.of(StateCodecTests.class);

  private final StateCodec<Life> codec = new StateCodec<>(Life.class, RULES);

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
    assertThat(new StateCodec<>(Life.class, RULES).fingerprint()).isEqualTo(codec.fingerprint());
    for (var other :
        List.of(
            new StateCodec<>(Life.class, List.of(String.class)),
            new StateCodec<>(Life.class, List.of(StateCodecTests.class, String.class)),
            new StateCodec<>(Mood.class, RULES))) {
      assertThat(other.fingerprint()).isNotEqualTo(codec.fingerprint());
    }
  }

  /** Cure: what recorded events mean is said by their classes and upcasters too. */
  @Test
  void theFingerprintIsThatOfTheEventsAsWell() {
    assertThat(catalog(new First()).meaning())
        .containsExactlyInAnyOrder(
            Happened.Once.class, Happened.What.class, First.class, StateCodecTests.class);
    assertThat(fingerprint(new First())).isEqualTo(fingerprint(new First()));
    assertThat(fingerprint(new Second())).isNotEqualTo(fingerprint(new First()));
    assertThat(catalog(tree -> tree).meaning()).contains(StateCodecTests.class).hasSize(3);
  }

  private static String fingerprint(Upcaster upcaster) {
    var codec = new EventCodec<>(catalog(upcaster));
    return new StreamType<>("life", new Rules(), codec, Item.class).stateCodec().fingerprint();
  }

  private static EventCatalog<Happened> catalog(Upcaster upcaster) {
    return EventCatalog.of(Happened.class)
        .type("happened", 2, Happened.Once.class)
        .upcast("happened", 1, upcaster)
        .build();
  }

  @Test
  void aStateThatIsNotMadeOfRecordsIsRefused() {
    assertThatThrownBy(() -> new StateCodec<>(Held.class, RULES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Changing");
  }
}
