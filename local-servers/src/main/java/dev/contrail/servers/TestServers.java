package dev.contrail.servers;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The PostgreSQL and the Kafka that all tests of a JVM share. Each starts when first asked for and
 * goes with the JVM. The system property {@code contrail.test.servers} chooses: {@code embedded}
 * (as is) or {@code containers}, which needs Docker; the tests are the same either way.
 */
public final class TestServers {
  private static final Map<String, Supplier<Servers>> KINDS =
      Map.of("embedded", EmbeddedServers::new, "containers", ContainerServers::new);
  private static final Servers SERVERS = choose();
  private static final AtomicInteger NAMES = new AtomicInteger();

  private TestServers() {}

  /**
   * A new, empty database with the roles of a side.
   *
   * @param side {@code command} or {@code query}
   */
  public static Database freshDatabase(String side) {
    return SERVERS.databases().create(side, side + "_" + NAMES.incrementAndGet());
  }

  /** Where the broker listens; it makes no topic by itself. */
  public static String kafkaBootstrapServers() {
    return SERVERS.kafkaBootstrapServers();
  }

  /** A topic name that no other test of this JVM uses; the topic is not made. */
  public static String freshTopic(String prefix) {
    return prefix + "-" + NAMES.incrementAndGet();
  }

  private static Servers choose() {
    var name = System.getProperty("contrail.test.servers", "embedded");
    var kind = KINDS.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "contrail.test.servers is one of %s, not %s".formatted(KINDS.keySet(), name));
    }
    var servers = kind.get();
    Runtime.getRuntime().addShutdownHook(new Thread(servers::stop, "test-servers"));
    return servers;
  }
}
