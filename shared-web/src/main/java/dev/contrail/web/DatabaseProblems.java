package dev.contrail.web;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * A database that is away or has too much to do: the same request may well succeed in a moment.
 * Whatever else a database says no to is a mistake of ours, which is not told as this one.
 */
public final class DatabaseProblems {

  /** PostgreSQL's word for a {@code lock_timeout}, which Spring does not know. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final Logger log = LoggerFactory.getLogger(DatabaseProblems.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  /**
   * By the clock of {@link System#nanoTime}: an overload is no reason to write a line a request.
   */
  private static final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  private DatabaseProblems() {}

  /** The answer to a request that failed with this, if it was for the database's state. */
  public static Optional<Problem> of(Exception e) {
    return switch (e) {
      case DataAccessResourceFailureException _,
          RecoverableDataAccessException _,
          TransientDataAccessException _,
          CannotCreateTransactionException _ ->
          Optional.of(unavailable(e));
      case UncategorizedDataAccessException held
          when held.getCause() instanceof SQLException cause
              && LOCK_NOT_AVAILABLE.equals(cause.getSQLState()) ->
          Optional.of(unavailable(e));
      default -> Optional.empty();
    };
  }

  private static Problem unavailable(Exception e) {
    warn(e);
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "unavailable",
            "The database does not answer, or has too much to do. Nothing was done; try again.")
        .retryAfter(SOON);
  }

  private static void warn(Exception e) {
    var now = System.nanoTime();
    var until = quietUntil.get();
    if (now - until >= 0 && quietUntil.compareAndSet(until, now + SOON.toNanos())) {
      log.warn("the database does not answer: {}", e.getMessage());
    }
  }
}
