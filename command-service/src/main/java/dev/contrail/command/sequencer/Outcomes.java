package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.RecordedCommand;
import dev.contrail.command.sequencer.Receipt.StreamHead;
import dev.contrail.events.EventJson;
import dev.contrail.events.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Turns what is recorded of a command into its receipt, the first time and every time after. */
final class Outcomes {

  private static final JsonMapper JSON = EventJson.mapper();
  private static final TypeReference<Map<String, StreamHead>> HEADS = new TypeReference<>() {};

  private Outcomes() {}

  static Receipt of(RecordedCommand recorded) {
    var outcome = recorded.outcome();
    return outcome == null
        ? of(recorded.events())
        : new Receipt(List.of(), JSON.readValue(outcome, HEADS));
  }

  static Receipt of(List<RecordedEvent> events) {
    var heads = new LinkedHashMap<String, StreamHead>();
    for (var event : events) {
      heads.put(event.streamId(), new StreamHead(event.streamVersion(), event.position()));
    }
    return new Receipt(List.copyOf(events), heads);
  }

  static String toJson(Map<String, StreamHead> heads) {
    return JSON.writeValueAsString(new TreeMap<>(heads));
  }
}
