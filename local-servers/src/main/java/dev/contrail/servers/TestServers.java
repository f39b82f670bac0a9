package dev.contrail.servers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
  private static final Map<String, String> PREPARED = new ConcurrentHashMap<>();

  private TestServers() {}

  /**
   * A new, empty database with the roles of a side.
   *
   * @param side {@code command} or {@code query}
   */
  public static Database freshDatabase(String side) {
    return SERVERS.databases().create(side, side + "_" + NAMES.incrementAndGet());
  }

  /**
   * A new database of a side with what somebody has prepared. It is prepared once for all who give
   * the same name, in a database that is then copied: most tests need what migrations make, and
   * running them takes long.
   *
   * @param prepared names what is prepared
   * @param prepare given an empty database with its roles; has ended its sessions when it returns
   */
  public static Database preparedDatabase(
      String side, String prepared, Consumer<Database> prepare) {
    var original =
        PREPARED.computeIfAbsent(
            side + " " + prepared,
            _ -> {
              var name = side + "_original_" + NAMES.incrementAndGet();
              prepare.accept(SERVERS.databases().create(side, name));
              return name;
            });
    return SERVERS.databases().copy(original, side, side + "_" + NAMES.incrementAndGet());
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
