package dev.contrail.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.query.fixture.SseClient;
import dev.contrail.web.WebConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Streams of numbers from a real server; two streams of two fit, queues take 16. */
class EventStreamsTests {

  private static final int ATTEMPTS = 100;
  private static final String BALLAST = "x".repeat(64 * 1024);

  private final ConfigurableApplicationContext context =
      new SpringApplicationBuilder(Server.class)
          .properties(
              "server.port=0",
              "server.shutdown=graceful",
              "spring.main.banner-mode=off",
              "contrail.live.max-streams=2",
              "contrail.live.queue=16",
              "contrail.live.heartbeat=100ms")
          .run("--spring.config.location=optional:classpath:/none/");
  private final Numbers numbers = context.getBean(Numbers.class);
  private final MeterRegistry meters = context.getBean(MeterRegistry.class);
  private final int port =
      Objects.requireNonNull(
          context.getEnvironment().getProperty("local.server.port", Integer.class));

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
  })
  @Import({WebConfiguration.class, StreamConfiguration.class, Numbers.class, Returned.class})
  static class Server {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  /** Looks at each answer when its request returns. */
  static class Returned implements Filter {

    private final Queue<Boolean> committed = new ConcurrentLinkedQueue<>();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
      committed.add(response.isCommitted());
    }
  }

  @RestController
  static class Numbers {

    private final Queue<Inbox<Integer>> inboxes = new ConcurrentLinkedQueue<>();

    @GetMapping(path = "/numbers", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void numbers(EventClient client) {
      client.stream(stream -> {
        var inbox = stream.<Integer>inbox();
        inboxes.add(inbox);
        stream.restingAt(() -> Optional.of("rest"));
        stream.send(ServerEvent.of("begin", stream.lastEventId().orElse("none")), null);
        while (true) {
          var number = stream.next(inbox);
          stream.send(ServerEvent.of("number", number + " " + BALLAST), String.valueOf(number));
        }
      });
    }

    @GetMapping(path = "/some", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void some(EventClient client) {
      client.stream(stream -> {
        stream.send(ServerEvent.of("number", "1"), "1");
        stream.send(ServerEvent.READY, "1");
        stream.next(stream.inbox());
      });
    }

    /** Looks for news for itself, more often than a heartbeat is due. */
    @GetMapping(path = "/looks", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void looks(EventClient client) {
      client.stream(stream -> {
        while (true) {
          stream.pause(Duration.ofMillis(5));
        }
      });
    }

    /** Has always more to send, and never pauses. */
    @GetMapping(path = "/endless", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void endless(EventClient client) {
      client.stream(stream -> {
        while (true) {
          stream.send(ServerEvent.of("number", BALLAST), null);
          stream.flush();
        }
      });
    }

    void tell(int number) {
      inboxes.forEach(inbox -> inbox.offer(number));
    }
  }

  @AfterEach
  void close() {
    context.close();
  }

  private SseClient connect(String lastEventId) throws IOException {
    return new SseClient(port, "/numbers", lastEventId);
  }

  private static SseClient.Event event(SseClient client) throws IOException {
    return Objects.requireNonNull(client.next());
  }

  private double streams() {
    return meters.get("contrail.live.streams").gauge().value();
  }

  @Test
  void whatIsOfferedIsSentAndSilenceIsBrokenByHeartbeats() throws IOException {
    try (var client = connect("41")) {
      assertThat(client.head()).contains("200", "text/event-stream", "no-store");
      assertThat(Objects.requireNonNull(client.nextBlock()).retry()).isNotEmpty();
      assertThat(event(client).data()).isEqualTo("41");
      numbers.tell(42);
      assertThat(event(client).id()).isEqualTo("42");
      var heartbeat = Objects.requireNonNull(client.nextBlock());
      assertThat(heartbeat.name() + heartbeat.data()).isEmpty();
      assertThat(client.lastEventId()).isEqualTo("rest");
    }
    await().until(() -> streams() == 0); // heartbeats find out who has gone
  }

  /** Cure: a heartbeat is due after so much silence, whatever pauses that is made of. */
  @Test
  void whoHasGoneIsFoundOutOfBetweenShortPauses() throws IOException {
    try (var client = new SseClient(port, "/looks", "")) {
      client.head();
      assertThat(Objects.requireNonNull(client.nextBlock()).retry()).isNotEmpty();
      assertThat(Objects.requireNonNull(client.nextBlock()).name()).isEmpty();
      assertThat(streams()).isOne();
    }
    await().until(() -> streams() == 0);
  }

  /** Cure: the request's own thread sends them; filters still hold the answer when it returns. */
  @Test
  void headersAreSentBeforeAnotherThreadWrites() throws IOException {
    for (var i = 0; i < ATTEMPTS; i++) {
      try (var client = new SseClient(port, "/some", Map.of("Prefer", "until=ready"))) {
        assertThat(client.head()).contains("200");
        assertThat(event(client).data()).isEqualTo("1");
      }
      await().until(() -> streams() == 0);
    }
    var committed = context.getBean(Returned.class).committed;
    await().until(() -> committed.size() == ATTEMPTS);
    assertThat(committed).doesNotContain(false);
  }

  @Test
  void whoPrefersItIsToldWhatThereIsAndNoMore() throws IOException {
    var headers = Map.of("Prefer", "wait=5, until=ready");
    try (var client = new SseClient(port, "/some", headers)) {
      assertThat(client.head()).contains("200");
      assertThat(event(client).data()).isEqualTo("1");
      assertThat(event(client).name()).isEqualTo("ready");
      assertThat(client.next()).isNull();
    }
    await().until(() -> streams() == 0);
    try (var client = new SseClient(port, "/some", Map.of("Prefer", "until=never"))) {
      client.head();
      event(client);
      event(client);
      assertThat(Objects.requireNonNull(client.nextBlock()).name()).isEmpty(); // a heartbeat
    }
  }

  @Test
  void whoDoesNotReadIsCutOffWhileOthersGoOn() throws IOException {
    // the cure: Inbox refuses what does not fit; without it nobody is ever cut off
    try (var slow = connect("");
        var reader = connect("")) {
      reader.head();
      assertThat(event(reader).name()).isEqualTo("begin");
      await().until(() -> numbers.inboxes.size() == 2);
      var cutOff = meters.get("contrail.live.cut.off").counter();
      var told = 0;
      while (cutOff.count() == 0 && told < 2_000) {
        numbers.tell(++told);
        assertThat(event(reader).id()).isEqualTo(String.valueOf(told));
      }
      assertThat(cutOff.count()).isOne();
      numbers.tell(++told);
      assertThat(event(reader).id()).isEqualTo(String.valueOf(told));
      slow.head();
      var last = "";
      for (var event = slow.next(); event != null; event = slow.next()) {
        last = event.id();
      }
      assertThat(Integer.parseInt(last)).isLessThan(told); // then the end of the stream
    }
  }

  @Test
  void oneStreamTooManyIsRefused() throws IOException {
    try (var one = connect("");
        var two = connect("")) {
      one.head();
      two.head();
      try (var three = connect("")) {
        assertThat(three.head()).contains("503", "Retry-After", "application/problem+json");
        assertThat(three.body()).contains("urn:contrail:problem:too-many-streams");
      }
    }
  }

  // the cures: streams stop before the server waits for its answers, also while they send
  @ParameterizedTest
  @ValueSource(strings = {"/numbers", "/endless"})
  void streamsEndWhenTheServiceStopsAndSayWhenToComeBack(String path) throws IOException {
    try (var client = new SseClient(port, path, "")) {
      client.head();
      assertThat(event(client).name()).isNotEmpty();
      var stopping = Thread.ofVirtual().start(context::close);
      var last = client.nextBlock();
      for (var block = last; block != null; block = client.nextBlock()) {
        last = block;
      }
      assertThat(Objects.requireNonNull(last).retry()).isNotEmpty();
      await().until(() -> !stopping.isAlive());
    }
  }
}
