package dev.contrail.query.watch;

import dev.contrail.query.fixture.JournalTable;
import dev.contrail.query.journal.JournalLog;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Those who match the events of a journal. */
final class Watchers {

  static final int KEEP = 2_000;

  private final JournalTable journal;
  private final TransactionTemplate transactions;
  private final WatchDatabase database;

  Watchers(JournalTable journal) {
    this(journal, KEEP);
  }

  Watchers(JournalTable journal, int keep) {
    this.journal = journal;
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(journal.dataSource()));
    this.database = database(transactions, keep);
    database.watches().createCursor();
  }

  private WatchDatabase database(TransactionOperations operations, int keep) {
    return WatchDatabase.of(journal.client(), operations, JournalTable.CELL, keep);
  }

  private Matcher.Log log() {
    return new Matcher.Log(JournalLog.reader(journal), JournalLog.prefix(journal));
  }

  Watches watches() {
    return new Watches(database, log().reader(), 100_000);
  }

  Matcher matcher() {
    return new Matcher(database, log(), _ -> {});
  }

  Matcher matcher(LongSupplier nanoTime) {
    return new Matcher(database, log(), _ -> {}, nanoTime);
  }

  /** As who matches does for a step. */
  void whileTheCursorIsHeld(Runnable action) {
    transactions.executeWithoutResult(_ -> {
      database.watches().lock();
      action.run();
    });
  }

  /** Matches all there is; returns the position reached. */
  long drain(Matcher matcher) {
    while (matcher.step().more()) {
      // the next part
    }
    return reached();
  }

  long reached() {
    return database.watches().cursor().map(WatchTable.Cursor::position).orElse(0L);
  }

  private static final class Death extends RuntimeException {}

  /** Transactions whose holder dies just before or just after some of their commits. */
  private record Deadly(TransactionTemplate transactions, Random random)
      implements TransactionOperations {

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
      var before = random.nextInt(3) == 0;
      var done =
          transactions.execute((TransactionStatus status) -> {
            var result = action.doInTransaction(status);
            if (before) {
              throw new Death();
            }
            return result;
          });
      if (random.nextInt(3) == 0) {
        throw new Death();
      }
      return done;
    }
  }

  /** Goes on as a new instance after each death, until all has been matched so far. */
  void matchAndDie(Random random, long upTo) {
    var deadly = database(new Deadly(transactions, random), database.keep());
    while (reached() < upTo || database.watches().behind().isPresent()) {
      try (var matcher = new Matcher(deadly, log(), _ -> {})) {
        while (reached() < upTo || database.watches().behind().isPresent()) {
          matcher.step();
        }
      } catch (Death e) {
        // the next one goes on
      }
    }
  }

  /** By position, whether it is an alert. */
  Map<Long, Boolean> matches(Watch watch) {
    var matches = new TreeMap<Long, Boolean>();
    journal
        .client()
        .sql("select position, alert from watch_match where watch = ?")
        .param(watch.id())
        .query(row -> {
          matches.put(row.getLong("position"), row.getBoolean("alert"));
        });
    return matches;
  }
}
