package dev.contrail.query.cache;

import dev.contrail.events.ConsistencyToken;
import dev.contrail.query.cache.Kept.Answer;
import io.micrometer.core.instrument.Counter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Answers from the cache, or keeps what is answered behind it. */
final class CacheFilter extends OncePerRequestFilter {

  private static final String API_VERSION = "X-API-Version";
  private static final String VARY =
      String.join(
          ", ",
          HttpHeaders.ACCEPT,
          HttpHeaders.AUTHORIZATION,
          ConsistencyToken.HEADER,
          API_VERSION);

  private final ResponseCache cache;
  private final Trust trust;
  private final String cacheControl;
  private final Counter hits;
  private final Counter misses;

  CacheFilter(ResponseCache cache, Trust trust, String cacheControl, Counter hits, Counter misses) {
    this.cache = cache;
    this.trust = trust;
    this.cacheControl = cacheControl;
    this.hits = hits;
    this.misses = misses;
  }

  /** Only what is asked for by its path alone, as the version that is the default. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !"GET".equals(request.getMethod())
        || request.getQueryString() != null
        || request.getHeader(API_VERSION) != null
        || !takesJson(request.getHeader(HttpHeaders.ACCEPT));
  }

  private static boolean takesJson(@Nullable String accept) {
    return accept == null
        || !accept.contains("text/event-stream")
            && (accept.contains("*/*") || accept.contains("application/json"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var path = request.getRequestURI();
    var table = cache.tableOf(path).orElse(null);
    if (table == null) {
      chain.doFilter(request, response);
      return;
    }
    var token = request.getHeader(ConsistencyToken.HEADER);
    // first what is known, then what is kept: the other way round it might be older
    var answer = trust.allows(table, token) ? cache.find(path) : null;
    if (answer != null) {
      hits.increment();
      ServerHttpObservationFilter.findObservationContext(request)
          .ifPresent(context -> context.setPathPattern(table.pattern()));
      write(answer, request, response);
      return;
    }
    misses.increment();
    fill(path, table, request, response, chain);
  }

  private void fill(
      String path,
      KeptTable table,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    var reading = cache.begin(path, table);
    var captured = new ContentCachingResponseWrapper(response);
    var read = (Answer) null;
    try {
      chain.doFilter(new Unconditional(request), captured);
      read = answer(captured, table);
    } finally {
      if (reading != null && read != null) {
        cache.complete(path, reading, read);
      } else if (reading != null) {
        cache.abandon(path, reading);
      }
    }
    if (read == null) {
      captured.copyBodyToResponse();
    } else {
      write(read, request, response);
    }
  }

  private static @Nullable Answer answer(ContentCachingResponseWrapper captured, KeptTable table) {
    var etag = captured.getHeader(HttpHeaders.ETAG);
    return captured.getStatus() == HttpServletResponse.SC_OK && etag != null
        ? new Answer(
            table,
            captured.getContentAsByteArray(),
            etag,
            Objects.requireNonNullElse(captured.getContentType(), "application/json"))
        : null;
  }

  private void write(Answer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var personal = request.getHeader(ConsistencyToken.HEADER) != null;
    response.setHeader(HttpHeaders.ETAG, answer.etag());
    response.setHeader(HttpHeaders.CACHE_CONTROL, personal ? "no-cache" : cacheControl);
    // who asks with a token, for a stream or for another version must not get what another cache
    // has kept for others
    response.addHeader(HttpHeaders.VARY, VARY); // beside the origin, of which CORS says so
    if (matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), answer.etag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  /** Weak comparison, as a GET wants it: a tag may be one of many. */
  private static boolean matches(@Nullable String ifNoneMatch, String etag) {
    return ifNoneMatch != null && (ifNoneMatch.contains(etag) || ifNoneMatch.strip().equals("*"));
  }
}
