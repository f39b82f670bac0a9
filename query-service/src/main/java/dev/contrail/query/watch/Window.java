package dev.contrail.query.watch;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How many matches with the same values make an alert.
 *
 * @param count of matches, this one included
 * @param within so long before the event, by the events' own times
 * @param by paths of the values that are counted apart; none to count all together
 */
record Window(
    int count,
    Duration within,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> by) {

  Window {
    by = List.copyOf(by);
  }

  /** What an event is counted by: the first value at each path as JSON. */
  String keyOf(JsonNode data) {
    var key = new StringBuilder("[");
    for (var path : by) {
      var values = Path.values(data, path);
      key.append(key.length() == 1 ? "" : ",")
          .append(values.isEmpty() ? "null" : values.getFirst().toString());
    }
    var text = key.append(']').toString();
    var bounded = Terms.bounded(text);
    return bounded.equals(text) ? text : '"' + bounded + '"';
  }
}
