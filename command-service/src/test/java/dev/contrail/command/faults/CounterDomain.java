package dev.contrail.command.faults;

import dev.contrail.command.counter.CounterEvent;
import dev.contrail.command.counter.CounterEvent.Counted;
import dev.contrail.command.counter.CounterEvent.CounterReset;
import dev.contrail.events.EventCodec;
import dev.contrail.events.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counters whose notes say what was meant.
 *
 * @param limit that no counter may pass
 */
public record CounterDomain(int limit) implements Domain {

  private static final EventCodec<CounterEvent> CODEC = new EventCodec<>(CounterEvent.CATALOG);

  @Override
  public Optional<String> intention(RecordedEvent event) {
    return switch (decoded(event)) {
      case Counted counted when !counted.note().isEmpty() -> Optional.of(counted.note());
      case Counted _, CounterReset _ -> Optional.empty();
    };
  }

  @Override
  public int broken(List<RecordedEvent> log) {
    Map<String, Integer> counts = new HashMap<>();
    for (var event : log) {
      switch (decoded(event)) {
        case Counted counted -> counts.merge(event.streamId(), counted.by(), Integer::sum);
        case CounterReset _ -> counts.remove(event.streamId());
      }
    }
    return (int) counts.values().stream().filter(count -> count > limit).count();
  }

  private static CounterEvent decoded(RecordedEvent event) {
    return CODEC.decode(event.type(), event.data()).orElseThrow();
  }
}
