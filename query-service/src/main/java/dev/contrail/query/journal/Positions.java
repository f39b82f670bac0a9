package dev.contrail.query.journal;

import dev.contrail.query.http.Parameters;
import dev.contrail.web.Problem;
import org.springframework.http.HttpStatus;

/** Positions as clients send them. */
public final class Positions {

  private Positions() {}

  /**
   * Of the parameter {@code after}.
   *
   * @throws Problem 400 if it is none
   */
  public static long of(long after) {
    if (after < 0) {
      throw Parameters.invalid("after", "is a position");
    }
    return after;
  }

  /**
   * Of the header {@code Last-Event-ID}.
   *
   * @throws Problem 400 if it was not given by a stream of events
   */
  public static long ofEventId(String lastEventId) {
    try {
      return of(Long.parseLong(lastEventId));
    } catch (NumberFormatException e) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "malformed-request",
          "The header 'Last-Event-ID' is a position: the id of the last event of this stream.");
    }
  }
}
