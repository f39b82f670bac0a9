package dev.contrail.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * So many requests a second for each subject; one more is told when to come back. A burst of a
 * second's worth goes through at once. A request that holds many counts as many: see {@link
 * Allowance}.
 */
final class RateLimit extends OncePerRequestFilter {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** A bucket that nobody has taken from for longer than it takes to fill is as good as new. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private static final int MOST_SUBJECTS = 100_000;

  private final Refusals refusals;
  private final Counter refused;
  private final LoadingCache<String, Bucket> buckets;

  RateLimit(long requestsPerSecond, Refusals refusals, MeterRegistry registry) {
    this.refusals = refusals;
    this.refused =
        Counter.builder("contrail.security.rate.limited")
            .description("requests refused because their subject sent too many")
            .baseUnit("requests")
            .register(registry);
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_SUBJECTS)
            .expireAfterAccess(KEPT)
            .build(subject -> bucket(requestsPerSecond));
  }

  private static Bucket bucket(long requestsPerSecond) {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(requestsPerSecond).refillGreedy(requestsPerSecond, PERIOD))
        .build();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication instanceof VerifiedToken token) {
      var caller = token.getPrincipal();
      var bucket = buckets.get(caller.subject());
      if (!bucket.tryConsume(1)) {
        refused.increment();
        refusals.tooMany(response);
        return;
      }
      new Allowance(bucket, caller.expiresAt(), Clock.systemUTC()).giveTo(request);
    }
    chain.doFilter(request, response);
  }
}
