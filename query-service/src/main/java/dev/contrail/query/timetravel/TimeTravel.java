package dev.contrail.query.timetravel;

import dev.contrail.query.consistency.Patience;
import dev.contrail.query.projection.Projection;
import dev.contrail.query.projection.Replay;
import dev.contrail.query.timetravel.Horizon.Covered;
import dev.contrail.query.timetravel.Moment.AsOf;
import dev.contrail.query.timetravel.Moment.Version;
import dev.contrail.web.Problem;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Answers of the past for controllers. Single rows and rows that gather several streams are folded
 * from the journal, with the projection's own rules; lists are read from what a projection
 * {@linkplain Projection#keepsHistory keeps}. A time that is not wholly here yet is waited for as a
 * {@code Consistency-Token} is: {@code Prefer: wait=} seconds, then 503. Safe for use by many
 * threads.
 */
public final class TimeTravel {

  private final JournalEvents events;
  private final Horizon horizon;
  private final KeptHistory kept;
  private final Patience patience;
  private final JdbcTemplate jdbc;
  private final String cell;

  TimeTravel(
      JournalEvents events,
      Horizon horizon,
      KeptHistory kept,
      Patience patience,
      JdbcTemplate jdbc,
      String cell) {
    this.events = events;
    this.horizon = horizon;
    this.kept = kept;
    this.patience = patience;
    this.jdbc = jdbc;
    this.cell = cell;
  }

  /**
   * A row of one stream as it was; empty if there was none.
   *
   * @param streamId the stream that all events of the row come from
   * @throws Problem 404 {@code no-such-version} with the newest one if the stream has not come as
   *     far, 503 {@code not-yet-visible}
   */
  public <E, K extends Record, V extends Record> Past<Optional<V>> row(
      Projection<E, K, V> projection, K key, String streamId, Moment moment)
      throws InterruptedException {
    var deadline = Deadline.in(patience.ofCurrentRequest());
    var covered =
        switch (moment) {
          case AsOf(var time) -> horizon.await(time, deadline);
          case Version(var number) -> existing(streamId, number, deadline);
        };
    var version = moment instanceof Version(var number) ? number : Long.MAX_VALUE;
    var replay = Replay.of(projection, cell, jdbc, key::equals);
    events.read(Selection.ofStream(streamId), covered.position(), version, replay::apply);
    return new Past<>(Optional.ofNullable(replay.row(key)), covered.settled());
  }

  /** An event that has arrived has all those of its stream before it. */
  private Covered existing(String streamId, long number, Deadline deadline)
      throws InterruptedException {
    var newest = events.newestVersion(streamId);
    if (newest < number) {
      horizon.awaitEnd(deadline);
      newest = events.newestVersion(streamId);
    }
    if (0 < newest && newest < number) {
      throw Problem.of(
              HttpStatus.NOT_FOUND,
              "no-such-version",
              "There is no version %d yet; the newest is %d.".formatted(number, newest))
          .with("newestVersion", newest);
    }
    return new Covered(Long.MAX_VALUE, newest >= number);
  }

  /**
   * Rows of any number of streams as they were, in no order: folded in the order of positions,
   * holding the wanted rows and a few events.
   *
   * @param wanted keys of the rows asked for
   * @param selection events to look at: with {@link Selection#everything()} it takes as long as the
   *     log is
   * @throws Problem 503 {@code not-yet-visible}
   */
  public <E, K extends Record, V extends Record> Past<Collection<V>> rows(
      Projection<E, K, V> projection, Predicate<K> wanted, Selection selection, AsOf asOf)
      throws InterruptedException {
    var covered = horizon.await(asOf.time(), Deadline.in(patience.ofCurrentRequest()));
    var replay = Replay.of(projection, cell, jdbc, wanted);
    events.read(selection, covered.position(), Long.MAX_VALUE, replay::apply);
    return new Past<>(replay.rows().values(), covered.settled());
  }

  /**
   * Waits until {@code projection.<name>_history} can be read with {@code valid_during @> time};
   * returns that time.
   *
   * @throws Problem 503 {@code not-yet-visible}, or {@code history-not-built} while the generation
   *     that is read was made by a version that kept none
   */
  public Past<AsOf> list(Projection<?, ?, ?> projection, AsOf asOf) throws InterruptedException {
    var deadline = Deadline.in(patience.ofCurrentRequest());
    var covered = horizon.await(asOf.time(), deadline);
    var stable = kept.await(projection, covered.position(), deadline);
    return new Past<>(asOf, covered.settled() && stable);
  }
}
