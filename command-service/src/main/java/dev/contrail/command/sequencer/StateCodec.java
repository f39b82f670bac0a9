package dev.contrail.command.sequencer;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.contrail.events.EventJson;
import java.util.Collection;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Writes states as JSON for snapshots and reads them back. Where a sealed interface leaves a
 * choice, the record's simple name says which; names of packages stand nowhere. Safe for use by
 * many threads.
 *
 * @param <S> the state
 */
public final class StateCodec<S> {

  private final Class<S> stateClass;
  private final String fingerprint;
  private final JsonMapper json;

  /**
   * @param rules classes whose change makes snapshots unused as well
   * @throws IllegalArgumentException if the state is not made of records
   */
  StateCodec(Class<S> stateClass, Collection<Class<?>> rules) {
    var shape = new StateShape(stateClass);
    var mapper = EventJson.mapper().rebuild();
    for (var choice : shape.choices()) {
      mapper.addMixIn(choice, Named.class);
      for (var type : StateShape.choicesOf(choice)) {
        mapper.registerSubtypes(new NamedType(type, type.getSimpleName()));
      }
    }
    this.stateClass = stateClass;
    this.fingerprint = shape.fingerprint(rules);
    this.json = mapper.build();
  }

  /** Snapshots with another one were written by other code. */
  String fingerprint() {
    return fingerprint;
  }

  String write(S state) {
    return json.writerFor(stateClass).writeValueAsString(state);
  }

  S read(String state) {
    return json.readValue(state, stateClass);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
  private interface Named {}
}
