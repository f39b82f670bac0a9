package com.example.flights.query;

import static org.awaitility.Awaitility.await;

import dev.contrail.query.projection.Projection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/**
 * How fast read tables are rebuilt: {@code mvn -pl query-service -am test -Plong
 * -Dtest=RebuildMeasurements -Dsurefire.failIfNoSpecifiedTests=false}. Asserts no times.
 */
@Tag("long")
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
@ContextConfiguration(initializers = RebuildMeasurements.Servers.class)
class RebuildMeasurements {

  private static final OwnServers SERVERS = OwnServers.fresh();
  private static final int EVENTS = Integer.getInteger("contrail.measured.events", 200_000);
  private static final int ROUNDS = 2;

  static final class Servers
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(SERVERS.properties()).applyTo(context);
    }
  }

  @Autowired List<Projection<?, ?, ?>> projections;
  @Autowired JdbcClient jdbc;

  @Value("${local.management.port}")
  int port;

  @AfterAll
  static void close() {
    SERVERS.topic().close();
  }

  @Test
  void rebuild() throws Exception {
    tell();
    await().atMost(Duration.ofMinutes(10)).until(() -> folded(projections.size()) == 0);
    for (var round = 1; round <= ROUNDS; round++) {
      for (var projection : projections) {
        measure(projection.name() + " round " + round, List.of(projection.name()));
      }
      measure("all together round " + round, projections.stream().map(Projection::name).toList());
    }
  }

  private static void tell() {
    var random = new Random(1);
    var stories = new Stories(SERVERS.topic().topic());
    var open = new ArrayList<RandomStory>();
    for (var i = 0; i < EVENTS; i++) {
      if (open.size() < 500) {
        open.add(new RandomStory(random, new UUID(3, i)));
      }
      var at = random.nextInt(open.size());
      stories.tell(open.get(at).next());
      if (open.get(at).isOver()) {
        open.remove(at);
      }
    }
    SERVERS.topic().publish(stories.events());
  }

  /** Projections whose live generation has not applied everything yet. */
  private long folded(int all) {
    return all
        - jdbc.sql(
                """
                select count(*) from (
                  select g.projection
                  from projection_generation g
                  join projection_cursor c on c.generation = g.projection || '_g' || g.generation
                  where g.live
                  group by g.projection
                  having max(c.position) = :events and sum(c.next_offset) = :events) as complete
                """)
            .param("events", EVENTS)
            .query(Long.class)
            .single();
  }

  private void measure(String what, List<String> names) throws Exception {
    var begin = System.nanoTime();
    for (var name : names) {
      post(name);
    }
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> open() == 0);
    var folding = slowest() / 1_000.0;
    System.out.printf(
        "%s: %,.0f events/s folded, %,.0f events/s until read%n",
        what, EVENTS / folding, EVENTS * 1e9 / (System.nanoTime() - begin));
    jdbc.sql("delete from projection_rebuild").update();
  }

  private long open() {
    return jdbc.sql("select count(*) from projection_rebuild where finished_at is null")
        .query(Long.class)
        .single();
  }

  /** Milliseconds from the request to the comparison, of the one that took longest. */
  private double slowest() {
    return jdbc.sql(
            """
            select max(extract(epoch from finished_at - requested_at)) * 1000 from projection_rebuild
            """)
        .query(Double.class)
        .single();
  }

  private void post(String name) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/actuator/projections/%s/audit".formatted(port, name)))
            .header("Content-Type", "application/json")
            .header("Authorization", Tokens.bearer("operator"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.body());
      }
    }
  }
}
