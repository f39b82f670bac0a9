package dev.contrail.command.http;

import dev.contrail.command.decider.CommandRejected;
import dev.contrail.command.sequencer.CommandRefused;
import dev.contrail.web.DatabaseProblems;
import dev.contrail.web.Problem;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The answers to commands that were not accepted. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class CommandProblems {

  private static final Logger log = LoggerFactory.getLogger(CommandProblems.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(30);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> rejected(CommandRejected e) {
    return answer(problem(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(CommandRefused e) {
    return answer(problem(e));
  }

  private static ResponseEntity<ProblemDetail> answer(Problem problem) {
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .body(problem.getBody());
  }

  static Problem problem(RuntimeException e) {
    return switch (e) {
      case Problem known -> known;
      case CommandRejected rejected -> problem(rejected);
      case CommandRefused refused -> problem(refused);
      default -> DatabaseProblems.of(e).orElseGet(() -> broken(e));
    };
  }

  private static Problem broken(RuntimeException e) {
    log.error("a line of a batch failed", e);
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Something is broken here.");
  }

  private static Problem problem(CommandRejected e) {
    log.debug("rejected: {} {}", e.code(), e.getMessage());
    var status =
        switch (e.kind()) {
          case RULE -> HttpStatus.CONFLICT;
          case UNKNOWN -> HttpStatus.NOT_FOUND;
        };
    return Problem.of(status, e.code(), e.getMessage());
  }

  private static Problem problem(CommandRefused e) {
    var detail = e.getMessage();
    return switch (e.reason()) {
      case PRECONDITION_FAILED ->
          Problem.of(HttpStatus.PRECONDITION_FAILED, "precondition-failed", detail);
      case KEY_REUSED ->
          Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", detail);
      case TOO_LARGE -> Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", detail);
      case OVERLOADED ->
          Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", detail + " Nothing was done.")
              .retryAfter(SOON);
      case OUTCOME_UNKNOWN ->
          Problem.of(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "outcome-unknown",
                  detail + " Send it again with the same Idempotency-Key to learn the outcome.")
              .retryAfter(SOON);
      case LOG_REFUSED ->
          Problem.of(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "log-refused",
                  "Commands are refused until the operators have looked at the log.")
              .retryAfter(LATER);
      case FAILED -> Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", detail);
    };
  }
}
