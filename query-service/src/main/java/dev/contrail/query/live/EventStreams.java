package dev.contrail.query.live;

import dev.contrail.security.Caller;
import dev.contrail.web.ConnectionLimit;
import dev.contrail.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * All streams of this instance. Each has a virtual thread that waits for what there is to send and
 * writes it; the thread and the stack of the request are given back when the stream opens.
 */
final class EventStreams implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Of a thread that knows already that its client has gone. */
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

  /** Of the connections: a stream keeps one, and others want to ask too. */
  private static final double SHARE_OF_CONNECTIONS = 0.9;

  private final LiveSettings settings;
  private final ConnectionLimit connections;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private final Counter cutOff;
  private volatile Places places = new Places(0, 0);
  private volatile boolean running;

  EventStreams(LiveSettings settings, ConnectionLimit connections, MeterRegistry registry) {
    this.settings = settings;
    this.connections = connections;
    Gauge.builder("contrail.live.streams", open, Set::size)
        .description("open streams to clients")
        .baseUnit("streams")
        .register(registry);
    this.cutOff =
        Counter.builder("contrail.live.cut.off")
            .description("streams that were ended because their clients did not read")
            .baseUnit("streams")
            .register(registry);
  }

  /**
   * Opens a stream, which ends when the token does that it was asked for with.
   *
   * @throws Problem 503 if there are too many streams or the service stops, 429 if there are too
   *     many of this caller
   */
  void open(HttpServletRequest request, HttpServletResponse response, EventSource source) {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // what nginx calls it
    if (HttpMethod.HEAD.matches(request.getMethod())) {
      return;
    }
    var all = places;
    var subject = Caller.known().map(Caller::subject).orElse("");
    take(all, subject, response);
    ShallowEtagHeaderFilter.disableContentCaching(request);
    var asked = new Asked(request.getHeader("Last-Event-ID"), prefersUntilReady(request));
    var end = Caller.known().map(Caller::expiresAt).orElse(Instant.MAX);
    try {
      response.flushBuffer(); // with all headers: filters add theirs while another thread writes
    } catch (IOException e) {
      all.giveBack(subject);
      log.debug("the client has gone", e);
      return;
    }
    var context = request.startAsync();
    context.setTimeout(0);
    var thread =
        Thread.ofVirtual()
            .name("event-stream")
            .unstarted(() -> {
              try {
                run(context, asked, end, source);
              } finally {
                all.giveBack(subject);
                complete(context);
              }
            });
    context.addListener(new Gone(thread));
    thread.start();
  }

  private void take(Places places, String subject, HttpServletResponse response) {
    var answer = running ? places.take(subject) : Places.Answer.NONE_LEFT;
    if (answer != Places.Answer.TAKEN) {
      response.reset();
      throw refused(answer).retryAfter(RETRY_AFTER);
    }
  }

  private static Problem refused(Places.Answer answer) {
    return answer == Places.Answer.SUBJECT_HAS_ENOUGH
        ? Problem.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            "You have as many streams open here as one may have. Close one, or poll with If-None-Match.")
        : Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "too-many-streams",
            "No further stream can be opened here now. Come back, or poll with If-None-Match.");
  }

  private record Asked(@Nullable String lastEventId, boolean untilReady) {}

  /** As RFC 7240 has it: what is not understood is ignored. */
  private static boolean prefersUntilReady(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Prefer")).stream()
        .flatMap(preferences -> Stream.of(preferences.split(",")))
        .anyMatch(preference -> preference.strip().equalsIgnoreCase("until=ready"));
  }

  private void run(AsyncContext context, Asked asked, Instant end, EventSource source) {
    try {
      serve(context, asked, end, source);
    } catch (IOException e) {
      log.debug("the client has gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("a stream has failed", e);
    }
  }

  private void serve(AsyncContext context, Asked asked, Instant end, EventSource source)
      throws IOException, InterruptedException {
    var output = context.getResponse().getOutputStream();
    var stream =
        new EventStream(
            output, settings, asked.lastEventId(), end, asked.untilReady(), cutOff::increment);
    open.add(stream);
    try {
      stream.retry(comeBackAfter());
      if (!running) {
        stream.end(); // it may have stopped before this stream was seen
      }
      source.sendTo(stream);
      stream.flush();
    } catch (StreamEndedException e) {
      stream.retry(comeBackAfter());
      stream.flush();
    } finally {
      stream.end();
      open.remove(stream);
    }
  }

  /**
   * When the client has gone there is nobody to show an error page to. Request and response are the
   * next client's as soon as this has returned, and a write that fails on another thread still
   * touches them after it has told the container: so that thread has to be done with them first.
   */
  private record Gone(Thread writer) implements AsyncListener {

    @Override
    public void onError(AsyncEvent event) {
      try {
        if (!writer.join(LONGEST_WRITE)) {
          log.warn("a stream has not ended {} after its client had gone", LONGEST_WRITE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      complete(event.getAsyncContext());
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  private static void complete(AsyncContext context) {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      log.debug("the container has ended the stream before", e);
    }
  }

  /** Not all at once. */
  private Duration comeBackAfter() {
    return Duration.ofMillis(
        (long) (settings.retry().toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 1.5)));
  }

  @Override
  public void start() {
    var fitting = (int) (connections.connections() * SHARE_OF_CONNECTIONS);
    if (fitting < settings.maxStreams()) {
      log.info("{} streams at most: there are {} connections", fitting, connections.connections());
    }
    places = new Places(Math.min(fitting, settings.maxStreams()), settings.maxStreamsOfOne());
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    open.forEach(EventStream::end);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The first to stop: the server waits for all its answers, and streams would never end. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
