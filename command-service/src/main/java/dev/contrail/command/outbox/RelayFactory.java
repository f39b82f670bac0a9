package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.EventStore;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * What the relays of an instance share.
 *
 * @param refusalListener told when the log turns out not to be the one that was published
 */
record RelayFactory(
    EventStore store,
    DataSource dataSource,
    DirectConnections connections,
    RelayKafka kafka,
    Consumer<String> refusalListener) {

  Relay relay(RelaySettings settings) {
    return new Relay(
        new Leadership(store, dataSource, connections, kafka, settings),
        connections,
        settings,
        refusalListener);
  }
}
