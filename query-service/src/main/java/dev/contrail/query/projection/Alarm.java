package dev.contrail.query.projection;

import dev.contrail.query.projection.ParkedTable.Parked;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when a partition stops, finds a hole or goes on: each once. */
final class Alarm {

  private static final Logger log = LoggerFactory.getLogger(Alarm.class);

  private final Generation generation;

  Alarm(Generation generation) {
    this.generation = generation;
  }

  void changed(int partition, @Nullable PartitionState before, PartitionState after) {
    var hole = after.hole();
    var holeBefore = before == null ? null : before.hole();
    if (hole != null && holeBefore == null) {
      log.error(
          "{} partition {}: events are missing in the topic between positions {} and {};"
              + " nothing behind them is applied until they are published again",
          generation.fullName(),
          partition,
          hole.after(),
          hole.found());
    } else if (hole == null && holeBefore != null) {
      log.info("{} partition {}: the missing events have come", generation.fullName(), partition);
    }
  }

  void stopped(int partition, Failure failure) {
    log.error(
        "{} partition {}: stopped at position {} (stream {}, {}): {}",
        generation.fullName(),
        partition,
        failure.position(),
        failure.streamId(),
        failure.type(),
        failure.error());
  }

  /** Said of the event that failed, not of those that wait behind it. */
  void parked(Parked parked) {
    if (parked.error() != null) {
      var event = parked.arrival().event();
      log.error(
          "{}: stream {} is parked from position {} on ({}): {}",
          generation.fullName(),
          event.streamId(),
          event.position(),
          event.type(),
          parked.error());
    }
  }

  void moved(int partition) {
    log.info(
        "{} partition {}: somebody else has moved the cursor, reading on from there",
        generation.fullName(),
        partition);
  }
}
