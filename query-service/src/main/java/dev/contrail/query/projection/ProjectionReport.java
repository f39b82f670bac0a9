package dev.contrail.query.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.contrail.query.projection.RebuildTable.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a projection stands, for operators.
 *
 * @param version of this build
 * @param state of the live generation as far as this instance folds it
 * @param position of the last event the live generation has applied, in any partition
 * @param lagEvents records of the topic that it has not dealt with
 * @param lagSeconds since the oldest event was recorded that it has not applied; 0 if it has all
 * @param eventsPerSecond applied here of late
 * @param failures events that keep their partitions from going on
 * @param parkedStreams how many streams stand still while the others go on, up to a thousand
 * @param rebuild the latest one, finished or not
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProjectionReport(
    String name,
    int version,
    String state,
    long position,
    long lagEvents,
    double lagSeconds,
    long eventsPerSecond,
    @Nullable String lastError,
    Map<Integer, Hole> holes,
    Map<Integer, Failure> failures,
    int parkedStreams,
    List<GenerationReport> generations,
    @Nullable RebuildReport rebuild) {

  /** One life of the read table. */
  record GenerationReport(
      String name, int version, boolean live, boolean built, long position, long lagEvents) {}

  /**
   * A rebuild.
   *
   * @param records folded, of {@code ofRecords} up to where the live generation is
   * @param secondsLeft at the present rate; null if that is not known
   * @param difference null before it is known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RebuildReport(
      String generation,
      State state,
      boolean dryRun,
      @Nullable Set<String> expected,
      Instant requestedAt,
      @Nullable Instant finishedAt,
      long records,
      long ofRecords,
      long recordsPerSecond,
      @Nullable Long secondsLeft,
      @Nullable String error,
      @JsonRawValue @Nullable String difference) {}
}
