package dev.contrail.query.live;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads that see the database as it was at one moment. */
final class Snapshots {

  /**
   * So many streams may begin at once: a thousand that come back must leave others a connection.
   */
  private static final int BEGINNERS = 4;

  private final TransactionTemplate transaction;
  private final Semaphore beginners = new Semaphore(BEGINNERS, true);

  Snapshots(PlatformTransactionManager transactions) {
    this.transaction = new TransactionTemplate(transactions);
    transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    transaction.setReadOnly(true);
  }

  <T> T read(Supplier<T> reading) {
    return Objects.requireNonNull(transaction.execute(_ -> reading.get()));
  }

  /** The same for a stream that begins: it waits for its turn. */
  <T> T begin(Supplier<T> reading) throws InterruptedException {
    beginners.acquire();
    try {
      return read(reading);
    } finally {
      beginners.release();
    }
  }
}
