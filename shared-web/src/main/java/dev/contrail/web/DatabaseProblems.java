package dev.contrail.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * A database that is away or has too much to do: the same request may well succeed in a moment.
 * Whatever else a database says no to is a mistake of ours, which is not told as this one.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class DatabaseProblems {

  private static final Logger log = LoggerFactory.getLogger(DatabaseProblems.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  /**
   * By the clock of {@link System#nanoTime}: an overload is no reason to write a line a request.
   */
  private static final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /** The answer to a request that failed with this, if it was for the database's state. */
  public static Optional<Problem> of(RuntimeException e) {
    return switch (e) {
      case DataAccessResourceFailureException _,
          RecoverableDataAccessException _,
          TransientDataAccessException _,
          CannotCreateTransactionException _ ->
          Optional.of(unavailable(e));
      default -> Optional.empty();
    };
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    RecoverableDataAccessException.class,
    TransientDataAccessException.class,
    CannotCreateTransactionException.class
  })
  ResponseEntity<ProblemDetail> answer(RuntimeException e) {
    var problem = unavailable(e);
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .body(problem.getBody());
  }

  private static Problem unavailable(RuntimeException e) {
    warn(e);
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "unavailable",
            "The database does not answer, or has too much to do. Nothing was done; try again.")
        .retryAfter(SOON);
  }

  private static void warn(RuntimeException e) {
    var now = System.nanoTime();
    var until = quietUntil.get();
    if (now - until >= 0 && quietUntil.compareAndSet(until, now + SOON.toNanos())) {
      log.warn("the database does not answer: {}", e.getMessage());
    }
  }
}
