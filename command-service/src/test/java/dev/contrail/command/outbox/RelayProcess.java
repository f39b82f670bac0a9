package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.events.EventTopic;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A relay as a program, to be killed and frozen; writes each new state to its standard output. Ends
 * when its standard input does, so that it does not outlive its test.
 */
final class RelayProcess {

  private RelayProcess() {}

  /**
   * @param args URL, user and password of the database, bootstrap servers, topic, its partitions,
   *     delivery
   */
  public static void main(String[] args) throws Exception {
    var kafka = Map.<String, Object>of("bootstrap.servers", args[3]);
    var dataSource = new DriverManagerDataSource(args[0], args[1], args[2]);
    var topic = new EventTopic(args[4], Integer.parseInt(args[5]), (short) 1);
    var relay =
        new RelayFactory(
                new PostgresEventStore(dataSource),
                dataSource,
                new DirectConnections(args[0], args[1], args[2]),
                new RelayKafka(kafka, kafka, kafka, 300_000),
                System.err::println)
            .relay(TestRelays.settings(topic, Delivery.valueOf(args[6])));
    relay.start();
    Thread.ofPlatform().daemon().start(() -> tell(relay));
    while (System.in.read() != -1) {
      // until the test ends
    }
  }

  private static void tell(Relay relay) {
    var told = "";
    try {
      while (true) {
        var state = relay.status().state().name();
        if (!state.equals(told)) {
          System.out.println(state);
          told = state;
        }
        Thread.sleep(Duration.ofMillis(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
