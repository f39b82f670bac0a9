package com.example.flights.query;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.ConsistencyToken;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service, reading a topic on which a random history is told with repeats. Shared by
 * tests that add nothing to it.
 */
final class RandomlyToldService
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /** A test of the service that has been told. */
  @SpringBootTest(properties = "contrail.projection.concurrency=2")
  @AutoConfigureMockMvc
  @Import(Tokens.class)
  @ContextConfiguration(initializers = RandomlyToldService.class)
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Test {}

  private static final int EVENTS = 3_000;
  private static final OwnServers SERVERS = OwnServers.fresh();
  private static final Random RANDOM = random();
  private static final Stories STORIES = new Stories(SERVERS.topic().topic());

  static {
    tell();
    publishWithRepeats();
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(SERVERS.properties()).applyTo(context);
  }

  /** A source of random numbers whose seed is printed. */
  static Random random() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    return new Random(seed);
  }

  /** All that has been told, in order. */
  static List<ChainedEvent> log() {
    return STORIES.events();
  }

  /** Stands for all that was told. */
  static String token() {
    var positions = new HashMap<String, Long>();
    var last = log().getLast().event();
    positions.put(last.streamId(), last.position());
    return new ConsistencyToken("cell-1", positions).encode();
  }

  private static void tell() {
    var open = new ArrayList<RandomStory>();
    for (var i = 0; i < EVENTS; i++) {
      if (open.size() < 20) {
        open.add(new RandomStory(RANDOM, new UUID(3, i)));
      }
      var story = open.get(RANDOM.nextInt(open.size()));
      STORIES.tell(story.next());
      open.removeIf(RandomStory::isOver);
    }
  }

  /** Parts of the log in order, each beginning somewhat before the last one's end. */
  private static void publishWithRepeats() {
    var log = log();
    for (var end = 0; end < log.size(); ) {
      var begin = Math.max(0, end - RANDOM.nextInt(50));
      end = Math.min(log.size(), end + 1 + RANDOM.nextInt(300));
      SERVERS.topic().publish(log.subList(begin, end));
    }
  }
}
