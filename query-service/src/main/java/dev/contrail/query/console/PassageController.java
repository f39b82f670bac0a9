package dev.contrail.query.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.contrail.events.ConsistencyToken;
import dev.contrail.events.EventTopic;
import dev.contrail.query.consistency.Patience;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.projection.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where a command's events went, and when each read table had them. */
@RestController
@Reads({})
final class PassageController {

  private final Progress progress;
  private final Passages passages;
  private final Patience patience;
  private final EventTopic topic;
  private final Set<String> projections;

  PassageController(
      Progress progress,
      Passages passages,
      Patience patience,
      EventTopic topic,
      Set<String> projections) {
    this.progress = progress;
    this.passages = passages;
    this.patience = patience;
    this.topic = topic;
    this.projections = projections;
  }

  /** The last event that a stream got, and the partition of the topic it went to. */
  record Written(String streamId, long position, int partition) {}

  /**
   * A projection that the events go to.
   *
   * @param passedAt when this instance heard of it; null if that was too long ago, or is to come
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Passed(String projection, boolean passed, @Nullable Instant passedAt) {}

  record Course(String topic, List<Written> written, List<Passed> projections) {}

  /**
   * How far the events of a command have come. Waits as a read does, but not for ever: who has not
   * passed by then is told to be on the way.
   */
  @GetMapping("/api/passages")
  Course passages(@RequestHeader(ConsistencyToken.HEADER) String encoded)
      throws InterruptedException {
    var token = ConsistencyToken.decode(encoded).orElseThrow(); // it was read once on the way here
    var positions = token.positionsIn(topic);
    progress.awaitPassed(projections, positions, patience.ofCurrentRequest());
    return new Course(
        topic.name(),
        token.positions().entrySet().stream()
            .map(one -> new Written(one.getKey(), one.getValue(), topic.partitionOf(one.getKey())))
            .sorted((one, other) -> Long.compare(one.position(), other.position()))
            .toList(),
        projections.stream()
            .map(name ->
                new Passed(
                    name,
                    progress.hasPassed(name, positions),
                    passages.passed(name, positions).orElse(null)))
            .toList());
  }
}
