package dev.contrail.command.faults;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.EventTopic;
import dev.contrail.events.RecordedEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/**
 * What a reader of the topic that drops repeats by position has got, against the log.
 *
 * @param events in the log
 * @param lost events of the log that the reader has not got, as they are in the log
 * @param doubled records that the reader dropped
 * @param ordered whether each partition was a chain without a hole, repeats dropped
 */
public record Tally(int events, int lost, int doubled, boolean ordered) {

  public static Tally perfect(int events) {
    return new Tally(events, 0, 0, true);
  }

  public static Tally of(List<RecordedEvent> log, List<ChainedEvent> published, EventTopic topic) {
    var last = new HashMap<Integer, Long>();
    var got = new HashSet<RecordedEvent>();
    var doubled = 0;
    var holes = 0;
    for (var chained : published) {
      var event = chained.event();
      var partition = topic.partitionOf(event.streamId());
      long stands = last.getOrDefault(partition, 0L);
      if (event.position() <= stands) {
        doubled++;
      } else if (chained.previousPosition() != stands) {
        holes++;
      } else {
        last.put(partition, event.position());
        got.add(event);
      }
    }
    return new Tally(
        log.size(),
        (int) log.stream().filter(event -> !got.contains(event)).count(),
        doubled,
        holes == 0);
  }

  /** The line that is printed for a fault. */
  public String line(String fault, String figures) {
    return "%s | lost %d/%d | doubled %d | order %s | %s"
        .formatted(fault, lost, events, doubled, ordered ? "ok" : "BROKEN", figures);
  }
}
