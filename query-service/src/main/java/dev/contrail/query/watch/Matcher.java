package dev.contrail.query.watch;

import dev.contrail.query.journal.JournalEvent;
import dev.contrail.query.journal.JournalPrefix;
import dev.contrail.query.journal.JournalReader;
import dev.contrail.query.watch.WatchTable.Cursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * Matches the log against all watches, a part a transaction: the matches and the cursor are
 * committed together or not at all. Whoever holds the cursor matches; the other instances find it
 * locked, and one of them goes on where it stands if the holder dies. Used by one thread.
 */
final class Matcher implements AutoCloseable {

  static final int BATCH = 500;

  /** Matches of one transaction, after which its events end. */
  private static final int ENOUGH = 20_000;

  /** As for matches: far below the limit that follows, however much many watches cost an event. */
  private static final long LONG_ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(2);

  // a frozen instance must not keep the others from matching
  private static final String LIMIT = "set local idle_in_transaction_session_timeout = '15s'";

  /** The log as the journal has it. */
  record Log(JournalReader reader, JournalPrefix prefix) {}

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final JournalReader journal;
  private final JournalPrefix prefix;
  private final WatchTable table;
  private final MatchWriter writer;
  private final LongConsumer tell;
  private final LongSupplier nanoTime;
  private final Percolator percolator = new Percolator();
  private long revision = -1;

  /**
   * @param tell runs in the transaction that makes new matches visible, with the position reached
   */
  Matcher(WatchDatabase database, Log log, LongConsumer tell) {
    this(database, log, tell, System::nanoTime);
  }

  /**
   * @param nanoTime goes on as {@link System#nanoTime} does
   */
  Matcher(WatchDatabase database, Log log, LongConsumer tell, LongSupplier nanoTime) {
    this.jdbc = database.jdbc();
    this.transactions = database.transactions();
    this.journal = log.reader();
    this.prefix = log.prefix();
    this.table = database.watches();
    this.writer = new MatchWriter(database.matches(), database.keep());
    this.tell = tell;
    this.nanoTime = nanoTime;
  }

  /**
   * What a step has done.
   *
   * @param more whether there is something left to do at once
   */
  record Step(boolean more, int events, int matches) {

    static final Step NONE = new Step(false, 0, 0);
  }

  /** Matches the next part, if no other instance is at it. */
  Step step() {
    var upTo = prefix.look();
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          jdbc.sql(LIMIT).update();
          return table.tryLock().map(cursor -> step(cursor, upTo)).orElse(Step.NONE);
        }));
  }

  private Step step(Cursor cursor, long upTo) {
    refresh(cursor.revision());
    var part = follow(cursor.position(), upTo);
    var reached = Math.max(cursor.position(), part.reached());
    if (reached > cursor.position()) {
      table.advance(reached);
    }
    var behind = table.behind();
    var late = behind.map(watch -> catchUp(watch, reached, cursor.revision() + 1));
    var matches = part.matches().size() + late.map(one -> one.matches().size()).orElse(0);
    if (matches > 0) {
      tell.accept(reached);
    }
    return new Step(reached < upTo || behind.isPresent(), part.events(), matches);
  }

  /** The cursor is held: the watches are these until the transaction ends. */
  private void refresh(long current) {
    if (current == revision) {
      return;
    }
    var added = new ArrayList<Watch>();
    for (var watch : table.revisedAfter(revision)) {
      if (watch.caughtUp() == null) {
        added.add(watch);
      }
    }
    percolator.put(added);
    var there = table.ids();
    percolator.ids().stream().filter(id -> !there.contains(id)).forEach(percolator::remove);
    revision = current;
  }

  private record Part(long reached, int events, List<Match> matches) {}

  private Part follow(long after, long upTo) {
    if (percolator.size() == 0 || after >= upTo) {
      return new Part(upTo, 0, List.of());
    }
    return match(after, upTo, percolator::match);
  }

  /** Events that were there before a watch; of one watch, in their order. */
  private Part catchUp(Watch watch, long upTo, long nextRevision) {
    var after = Objects.requireNonNull(watch.caughtUp());
    var sieve = new Sieve(watch);
    var part = match(after, upTo, sieve::match);
    if (part.reached() < upTo) {
      table.catchUp(watch.id(), part.reached());
    } else {
      table.caughtUp(watch.id(), nextRevision);
      table.revise(nextRevision);
    }
    return part;
  }

  private interface Matching {
    Collection<Watch> match(JournalEvent event, JsonNode data);
  }

  private Part match(long after, long upTo, Matching matching) {
    var events = journal.events(after, upTo, BATCH);
    var found = new ArrayList<MatchWriter.Found>();
    var reached = events.size() < BATCH ? upTo : events.getLast().position();
    var seen = 0;
    var begin = nanoTime.getAsLong();
    for (var event : events) {
      var data = WatchJson.data(event.data());
      for (var watch : matching.match(event, data)) {
        found.add(new MatchWriter.Found(watch, event, data));
      }
      seen++;
      if (found.size() >= ENOUGH || nanoTime.getAsLong() - begin >= LONG_ENOUGH_NANOS) {
        reached = event.position();
        break;
      }
    }
    return new Part(reached, seen, writer.write(found));
  }

  int watches() {
    return percolator.size();
  }

  @Override
  public void close() {
    percolator.close();
  }
}
