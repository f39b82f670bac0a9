package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.Counters;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.servers.Database;
import dev.contrail.servers.Databases;
import dev.contrail.servers.KafkaProcess;
import dev.contrail.servers.LocalPostgres;
import dev.contrail.servers.Place;
import dev.contrail.servers.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The health groups of a service whose broker and database are broken. */
class PipelineHealthIntegrationTests {

  private static final Path PROGRAMS = Path.of("target", "local-servers", "postgres-programs");
  private static final TestIssuer ISSUER = TestIssuer.start();
  private static final String OPERATOR = "Bearer " + ISSUER.token("operator", "admin");

  /** Cures: the group looks at the age of what waits; liveness looks at nothing but the process. */
  @Test
  void theCauseIsNamedAndTheServiceLives(@TempDir Path directory) throws Exception {
    try (var kafka = KafkaProcess.start(new Place(directory.resolve("kafka"), true, 0));
        var postgres = LocalPostgres.start(Place.kept(directory.resolve("pg"), 0), PROGRAMS);
        var context =
            start(Databases.of(postgres).create("command", "command"), kafka.bootstrapServers());
        var client = HttpClient.newHttpClient()) {
      var health = new Health(context, client);
      var sequencer = context.getBean(Sequencer.class);
      sequencer.execute(Counters.count("one", 1, 9));
      health.eventually("pipeline", 200, "\"position\":1,\"head\":1");

      kafka.freeze();
      sequencer.execute(Counters.count("one", 1, 9));
      health.eventually("pipeline", 503, "position 2 waits to be published");
      assertThat(health.ask("liveness").statusCode()).isEqualTo(200);
      assertThat(health.ask("readiness").statusCode()).isEqualTo(200);
      kafka.thaw();
      health.eventually("pipeline", 200, "\"backlogEvents\":0");

      var process = postgres.process();
      process.destroyForcibly();
      process.onExit().join();
      health.eventually("pipeline", 503, "the database does not answer");
      var living = health.ask("liveness");
      assertThat(living.statusCode()).isEqualTo(200);
      assertThat(living.body()).isEqualTo("{\"status\":\"UP\"}");

      sequencer.refuse("the log is not the one that was published");
      health.eventually("readiness", 503, "the log is not the one that was published");
    }
  }

  private record Health(ConfigurableApplicationContext context, HttpClient client) {

    HttpResponse<String> ask(String group) throws Exception {
      var port = context.getEnvironment().getRequiredProperty("local.management.port");
      var uri = URI.create("http://localhost:%s/actuator/health/%s".formatted(port, group));
      return client.send(
          HttpRequest.newBuilder(uri).header("Authorization", OPERATOR).build(),
          BodyHandlers.ofString());
    }

    void eventually(String group, int status, String detail) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            var answer = ask(group);
            assertThat(answer.body()).contains(detail);
            assertThat(answer.statusCode()).isEqualTo(status);
          });
    }
  }

  private static ConfigurableApplicationContext start(Database database, String kafka) {
    var settings =
        Stream.of(
            "server.port=0",
            "management.server.port=0",
            "contrail.relay.max-age=1s",
            "spring.datasource.url=" + database.jdbcUrl(),
            "spring.datasource.username=" + database.service().user(),
            "spring.datasource.password=" + database.service().password(),
            "spring.flyway.user=" + database.owner().user(),
            "spring.flyway.password=" + database.owner().password(),
            "spring.kafka.bootstrap-servers=" + kafka,
            "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + ISSUER.uri());
    return new SpringApplicationBuilder(CommandServiceApplication.class)
        .run(settings.map(setting -> "--" + setting).toArray(String[]::new));
  }
}
