package dev.contrail.query.timetravel;

import dev.contrail.query.projection.ParkedStreams;
import dev.contrail.query.projection.Progress;
import dev.contrail.query.projection.Projection;
import dev.contrail.query.projection.Reach;
import dev.contrail.web.Problem;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/** Knows when what a projection keeps of the past can be read. */
final class KeptHistory {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private static final String EXISTS =
      "select to_regclass('projection.' || ? || '_history') is not null";

  private final JdbcTemplate jdbc;
  private final Progress progress;
  private final Reach reach;
  private final ParkedStreams parked;

  KeptHistory(JdbcTemplate jdbc, Progress progress, Reach reach, ParkedStreams parked) {
    this.jdbc = jdbc;
    this.progress = progress;
    this.reach = reach;
    this.parked = parked;
  }

  /**
   * Waits until a projection has applied all events up to a position, which the journal has.
   *
   * @return whether what is read then stays as it is: nothing is parked that is still to be applied
   */
  boolean await(Projection<?, ?, ?> projection, long position, Deadline deadline)
      throws InterruptedException {
    var name = projection.name();
    check(projection);
    // a partition whose last event is an earlier one has no more to come than the journal has
    var wanted = reach.of(Horizon.JOURNAL).upTo(position);
    if (!progress.awaitPassed(Set.of(name), wanted, Duration.ofMillis(deadline.millisLeft()))) {
      throw deadline.missed();
    }
    return !parked.any(name);
  }

  private void check(Projection<?, ?, ?> projection) {
    if (!projection.keepsHistory()) {
      throw new IllegalArgumentException(projection.name() + " keeps no history");
    }
    if (!Boolean.TRUE.equals(jdbc.queryForObject(EXISTS, Boolean.class, projection.name()))) {
      throw Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "history-not-built",
              "What this list has been is being built from the log. Come back later.")
          .retryAfter(RETRY_AFTER);
    }
  }
}
