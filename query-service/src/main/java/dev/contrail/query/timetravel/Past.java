package dev.contrail.query.timetravel;

import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/**
 * What was found of the past.
 *
 * @param settled whether it is certain that nothing can be added to it any more: a later event has
 *     been seen, and all before that
 */
public record Past<T>(T value, boolean settled) {

  private static final Duration FOR_EVER = Duration.ofDays(365);

  /** The same with another value made of it. */
  public <R> Past<R> map(Function<? super T, ? extends R> made) {
    return new Past<>(made.apply(value), settled);
  }

  /**
   * Lets the client keep the answer for ever if it is settled; else it stays as it is. Nobody
   * between may: it was given to who may have it.
   */
  public <R> ResponseEntity<R> answer(ResponseEntity<R> answer) {
    return settled
        ? with(answer, CacheControl.maxAge(FOR_EVER).cachePrivate().immutable())
        : answer;
  }

  private static <R> ResponseEntity<R> with(ResponseEntity<R> answer, CacheControl caching) {
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .cacheControl(caching)
        .body(answer.getBody());
  }
}
