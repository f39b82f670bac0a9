package dev.contrail.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.threads.virtual.enabled=true")
class RequestLimitTests {

  private static final int AT_ONCE = 4;
  private static final long HEAP = 8L << 20;

  private static final AtomicInteger inside = new AtomicInteger();
  private static volatile CountDownLatch door = new CountDownLatch(0);

  @RestController
  static class Rooms {
    @GetMapping("/room")
    String room() throws InterruptedException {
      inside.incrementAndGet();
      door.await();
      return "served";
    }

    @GetMapping("/stream")
    StreamingResponseBody stream() {
      return output -> {
        inside.incrementAndGet();
        waitAtTheDoor();
        output.write("streamed".getBytes());
      };
    }

    private static void waitAtTheDoor() throws IOException {
      try {
        door.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @Import({WebConfiguration.class, Rooms.class})
  static class Application {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> few() {
      return factory -> factory.addContextValves(new RequestLimit(HEAP));
    }
  }

  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void shutTheDoor() {
    inside.set(0);
    door = new CountDownLatch(1);
  }

  @AfterEach
  void openTheDoor() {
    door.countDown();
    http.close();
  }

  @Test
  void oneMoreThanFitsIsRefusedAtOnceAndTheOthersAreServed() {
    var served = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var i = 0; i < AT_ONCE; i++) {
      served.add(ask("/room"));
    }
    await().until(() -> inside.get() == AT_ONCE);

    var refused = ask("/room").join();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"urn:contrail:problem:overloaded\"", "\"status\":503");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(refused.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    door.countDown();
    assertThat(served).allMatch(answer -> answer.join().body().equals("served"));
    await().until(() -> ask("/room").join().statusCode() == 200);
  }

  @Test
  void aStreamThatIsOpenCountsNoLonger() {
    var streams = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var i = 0; i < 2 * AT_ONCE; i++) {
      var opened = i + 1;
      streams.add(ask("/stream"));
      await().until(() -> inside.get() == opened);
    }
    door.countDown();
    assertThat(streams).allMatch(answer -> answer.join().body().equals("streamed"));
  }

  private CompletableFuture<HttpResponse<String>> ask(String path) {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }
}
