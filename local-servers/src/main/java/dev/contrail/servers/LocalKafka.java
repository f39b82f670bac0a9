package dev.contrail.servers;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * A single-node Kafka inside this JVM, on 127.0.0.1. No topic is made by accident. Whoever starts
 * it closes it, after everything that talks to it. For faults that need a broker to be killed or
 * frozen see {@link KafkaProcess}.
 */
public final class LocalKafka implements AutoCloseable {
  private final KafkaRaftServer server;
  private final Place place;
  private final int port;

  private LocalKafka(KafkaRaftServer server, Place place, int port) {
    this.server = server;
    this.place = place;
    this.port = port;
  }

  /**
   * Starts the broker and returns when it takes requests.
   *
   * @param place an empty directory becomes a new cluster; one that was kept is opened
   * @throws PortInUseException at once, if the place's port is taken
   */
  public static LocalKafka start(Place place) {
    int port = place.portOrFree();
    Ports.requireFree("Kafka", port);
    KafkaSettings.format(place.directory());
    // hooks run in any order, and cannot be added when the JVM is on its way out already
    Exit.setShutdownHookAdder((name, hook) -> {});
    var settings = KafkaSettings.of(place.directory(), port, Ports.free());
    var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    var kafka = new LocalKafka(server, place, port);
    try {
      server.startup();
      return kafka;
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker in order and deletes a temporary data directory. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    place.deleteUnlessKept();
  }
}
