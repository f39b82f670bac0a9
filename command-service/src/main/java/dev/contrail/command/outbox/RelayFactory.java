package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.EventStore;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the relays of an instance share.
 *
 * @param refusalListener told when the log turns out not to be the one that was published
 * @param keys what goes with the first destination; null where nothing is sealed
 */
record RelayFactory(
    EventStore store,
    DataSource dataSource,
    DirectConnections connections,
    RelayKafka kafka,
    Consumer<String> refusalListener,
    KeyPublisher.@Nullable Source keys) {

  RelayFactory(
      EventStore store,
      DataSource dataSource,
      DirectConnections connections,
      RelayKafka kafka,
      Consumer<String> refusalListener) {
    this(store, dataSource, connections, kafka, refusalListener, null);
  }

  /** A relay to a destination whose readers get no keys: to them what is personal stays sealed. */
  Relay relay(RelaySettings settings) {
    return relay(settings, null);
  }

  /** The relay to the topic that the query service reads. */
  Relay relayWithKeys(RelaySettings settings) {
    return relay(settings, keys);
  }

  private Relay relay(RelaySettings settings, KeyPublisher.@Nullable Source sent) {
    return new Relay(
        new Leadership(store, dataSource, connections, kafka, settings, sent),
        connections,
        settings,
        refusalListener);
  }
}
