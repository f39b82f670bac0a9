package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.query.projection.Projection;
import dev.contrail.query.projection.PureFold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** Every read table of the example equals the fold of a random history, told with repeats. */
@SpringBootTest(properties = "contrail.projection.concurrency=2")
@ContextConfiguration(initializers = FoldIntegrationTests.Servers.class)
class FoldIntegrationTests {

  private static final OwnServers SERVERS = OwnServers.fresh();
  private static final int EVENTS = 3_000;

  static final class Servers
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(SERVERS.properties()).applyTo(context);
    }
  }

  @Autowired List<Projection<?, ?, ?>> projections;
  @Autowired JdbcClient jdbc;

  @AfterAll
  static void close() {
    SERVERS.topic().close();
  }

  @Test
  void everyReadTableIsTheFoldOfTheLog() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var stories = new Stories(SERVERS.topic().topic());
    var open = new ArrayList<RandomStory>();
    for (var i = 0; i < EVENTS; i++) {
      if (open.size() < 20) {
        open.add(new RandomStory(random, new UUID(3, i)));
      }
      var story = open.get(random.nextInt(open.size()));
      stories.tell(story.next());
      open.removeIf(RandomStory::isOver);
    }
    publishWithRepeats(stories, random);

    assertThat(projections).hasSize(5);
    for (var projection : projections) {
      var expected = PureFold.comparable(PureFold.rows(projection, stories.events()));
      assertThat(expected).as(projection.name()).isNotEmpty();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(stored(projection).equals(expected)).as(projection.name()).isTrue());
    }
  }

  /** Parts of the log in order, each beginning somewhat before the last one's end. */
  private static void publishWithRepeats(Stories stories, Random random) {
    var log = stories.events();
    for (var end = 0; end < log.size(); ) {
      var begin = Math.max(0, end - random.nextInt(50));
      end = Math.min(log.size(), end + 1 + random.nextInt(300));
      SERVERS.topic().publish(log.subList(begin, end));
    }
  }

  private Set<List<Object>> stored(Projection<?, ?, ?> projection) {
    return PureFold.comparable(PureFold.stored(jdbc, projection));
  }
}
