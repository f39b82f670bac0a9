package dev.contrail.local;

import dev.contrail.servers.Database;
import dev.contrail.servers.Databases;
import dev.contrail.servers.LocalKafka;
import dev.contrail.servers.LocalPostgres;
import dev.contrail.servers.Place;

/** The database server and the broker of a run, which keep their data. */
record LocalServers(LocalPostgres postgres, LocalKafka kafka) {

  static LocalServers start(Workspace workspace, StackPorts ports, Parts parts) {
    var postgres =
        parts.start(
            "PostgreSQL",
            () ->
                LocalPostgres.start(
                    Place.kept(workspace.postgres(), ports.of(Port.POSTGRES)),
                    workspace.postgresPrograms()));
    var kafka =
        parts.start(
            "Kafka", () -> LocalKafka.start(Place.kept(workspace.kafka(), ports.of(Port.KAFKA))));
    return new LocalServers(postgres, kafka);
  }

  /** The database of a side, with its roles, made if it is not there. */
  Database database(String side) {
    return Databases.of(postgres).create(side, "contrail_" + side);
  }
}
