package dev.contrail.query.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every state that rows have come into during a batch, and when. */
final class Lives<K extends Record, V extends Record> {

  /**
   * A state of a row.
   *
   * @param since time of the event that brought it
   * @param until time of the event that ended it, null if it holds
   */
  record State<V>(V row, Instant since, @Nullable Instant until) {}

  /** When the state ended in which a row was before the batch, if there was one. */
  record End<K>(K key, Instant at) {}

  private record Change<V>(@Nullable V row, Instant at) {}

  private final Map<K, List<Change<V>>> changes = new LinkedHashMap<>();
  private final Predicate<K> existed;

  /**
   * @param existed whether there was a row before the batch
   */
  Lives(Predicate<K> existed) {
    this.existed = existed;
  }

  /**
   * A row has become this one.
   *
   * @param row null if there is none from now on
   * @param at later than all that was told of the row before
   */
  void changed(K key, @Nullable V row, Instant at) {
    changes.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Change<>(row, at));
  }

  /** One for each row that was there and has changed. */
  List<End<K>> ends() {
    var ends = new ArrayList<End<K>>();
    changes.forEach((key, states) -> {
      if (existed.test(key)) {
        ends.add(new End<>(key, states.getFirst().at()));
      }
    });
    return ends;
  }

  /** All states that have begun. */
  List<State<V>> states() {
    var states = new ArrayList<State<V>>();
    changes
        .values()
        .forEach(life -> {
          for (var i = 0; i < life.size(); i++) {
            var row = life.get(i).row();
            if (row != null) {
              var until = i + 1 < life.size() ? life.get(i + 1).at() : null;
              states.add(new State<>(row, life.get(i).at(), until));
            }
          }
        });
    return states;
  }
}
