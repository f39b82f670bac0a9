package dev.contrail.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.GenericFilterBean;

/**
 * So many requests a second for each subject; one more is told when to come back. A burst of a
 * second's worth goes through at once. A request that holds many counts as many: see {@link
 * Allowance}.
 */
final class RateLimit extends GenericFilterBean {

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
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    // what goes on in another thread, or to its error, was counted when it came
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && authentication instanceof VerifiedToken token) {
      var caller = token.getPrincipal();
      var bucket = buckets.get(caller.subject());
      if (!bucket.tryConsume(1)) {
        refused.increment();
        refusals.tooMany((HttpServletResponse) response);
        return;
      }
      new Allowance(bucket, caller.expiresAt(), Clock.systemUTC())
          .giveTo((HttpServletRequest) request);
    }
    chain.doFilter(request, response);
  }
}
