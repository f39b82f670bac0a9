package dev.contrail.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.query.fixture.SseClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A client that goes leaves nothing behind for the next one. */
class GoneClientTests {

  private static final int ATTEMPTS = 5;

  /**
   * The container's threads are the faster ones: a stream that has told it of an error goes on when
   * that has been dealt with.
   */
  private static final class ContainerFirst implements Executor {

    private static final Duration UNLESS_IT_WAITS = Duration.ofSeconds(1);

    @Override
    public void execute(Runnable task) {
      var worker = Thread.ofVirtual().start(task);
      if (Thread.currentThread().getName().equals("event-stream")) {
        try {
          worker.join(UNLESS_IT_WAITS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(EventStreamsTests.Server.class)
  static class Server {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerFirst() {
      return factory ->
          factory.addProtocolHandlerCustomizers(
              handler -> handler.setExecutor(new ContainerFirst()));
    }
  }

  /**
   * Cure: request and response are given back when the stream's thread is done with them. Without
   * it, the error of the one who has gone is found in the response that the next one is given, and
   * ends his stream before it has begun.
   */
  @Test
  void theNextOneSeesNothingOfHisError() throws IOException {
    try (var context =
        new SpringApplicationBuilder(Server.class)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "contrail.live.max-streams=2",
                "contrail.live.heartbeat=20ms")
            .run("--spring.config.location=optional:classpath:/none/")) {
      int port =
          Objects.requireNonNull(
              context.getEnvironment().getProperty("local.server.port", Integer.class));
      var streams = context.getBean(MeterRegistry.class).get("contrail.live.streams").gauge();
      for (var i = 0; i < ATTEMPTS; i++) {
        try (var gone = new SseClient(port, "/looks", "")) {
          gone.head();
          assertThat(gone.nextBlock()).isNotNull();
        }
        await().until(() -> streams.value() == 0);
        try (var next = new SseClient(port, "/some", Map.of("Prefer", "until=ready"))) {
          assertThat(next.head()).contains("200");
          var first = next.next();
          assertThat(first).as("what the next one sees, attempt " + i).isNotNull();
        }
        await().until(() -> streams.value() == 0);
      }
    }
  }
}
