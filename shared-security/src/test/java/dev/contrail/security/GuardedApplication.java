package dev.contrail.security;

import dev.contrail.web.WebConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service with access control, running, and a client of it. */
final class GuardedApplication implements AutoCloseable {

  /** Counted down when the client of a flood is given up. */
  static final CountDownLatch FLOODS = new CountDownLatch(1);

  private static final int FLOOD = 256 * 1024;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  private GuardedApplication(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static GuardedApplication start(String issuer, String... settings) {
    var arguments =
        Stream.concat(
            Stream.of(
                "--server.port=0",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer,
                "--spring.security.oauth2.resourceserver.jwt.audiences=contrail",
                "--spring.datasource.password=demo",
                "--logging.level.org.apache.coyote=warn",
                "--server.forward-headers-strategy=native"),
            Stream.of(settings).map(setting -> "--" + setting));
    return new GuardedApplication(
        new SpringApplicationBuilder(App.class).run(arguments.toArray(String[]::new)));
  }

  /**
   * @param token empty for none
   * @param headers name, value, name, value …
   */
  HttpResponse<String> ask(String method, String path, String token, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, BodyPublishers.noBody());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** How many requests were refused because their subject sent too many. */
  double rateLimited() {
    return context
        .getBean(MeterRegistry.class)
        .get("contrail.security.rate.limited")
        .counter()
        .count();
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({WebConfiguration.class, SecurityConfiguration.class, Rooms.class})
  static class App {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    AccessRules rules() {
      return requests ->
          requests.requestMatchers("/room", "/flood", "/broken").hasAuthority("enter");
    }
  }

  /** One that is open to those who may, one that somebody forgot to name. */
  @RestController
  static class Rooms {

    @GetMapping("/room")
    List<String> room() {
      return List.of(Caller.current().subject());
    }

    @PostMapping("/room")
    Map<String, String> enter(@RequestBody Map<String, String> said) {
      return said;
    }

    /** Does not end before its client does. */
    @GetMapping("/flood")
    void flood(HttpServletResponse response) throws IOException {
      var block = new byte[FLOOD];
      try {
        while (true) {
          response.getOutputStream().write(block);
        }
      } finally {
        FLOODS.countDown();
      }
    }

    @GetMapping("/forgotten")
    String forgotten() {
      return "nobody should see this";
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("select secret from dev.contrail");
    }
  }
}
