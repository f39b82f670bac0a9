package dev.contrail.command.counter;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.eventstore.SnapshotStore;
import dev.contrail.command.sequencer.LogConnection;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.command.sequencer.SequencerSettings;
import dev.contrail.servers.Database;
import dev.contrail.servers.Login;
import dev.contrail.servers.TestServers;
import dev.contrail.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A migrated database of the command side, and what runs on it. */
public final class CommandDatabase {

  public static final SequencerSettings SETTINGS =
      new SequencerSettings(1_000, 64, 1_000, 10_000, Duration.ofMillis(500), 100);

  private final Database database;

  public CommandDatabase() {
    this.database = TestServers.preparedDatabase("command", "migrated", CommandDatabase::migrate);
  }

  /**
   * @param database empty, with its roles
   */
  public CommandDatabase(Database database) {
    this.database = database;
    migrate(database);
  }

  private static void migrate(Database database) {
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.owner().user(), database.owner().password())
        .locations("classpath:db/contrail")
        .placeholders(
            Map.of("serviceRole", database.service().user(), "relayRole", Database.RELAY.user()))
        .load()
        .migrate();
  }

  public DataSource dataSource() {
    return dataSource(database.service());
  }

  private DataSource dataSource(Login login) {
    return new DriverManagerDataSource(database.jdbcUrl(), login.user(), login.password());
  }

  /** As the relay, which reads the log and moves the outbox. */
  public DataSource relayDataSource() {
    return dataSource(Database.RELAY);
  }

  public JdbcClient asRelay() {
    return JdbcClient.create(relayDataSource());
  }

  public JdbcClient asService() {
    return JdbcClient.create(dataSource());
  }

  public JdbcClient asOwner() {
    return JdbcClient.create(dataSource(database.owner()));
  }

  public JdbcClient asSuperuser() {
    return JdbcClient.create(dataSource(database.superuser()));
  }

  public EventStore store() {
    return new PostgresEventStore(dataSource());
  }

  public SnapshotStore snapshots() {
    return new SnapshotStore(dataSource());
  }

  public DirectConnections connections() {
    return connections(database.service());
  }

  public DirectConnections relayConnections() {
    return connections(Database.RELAY);
  }

  private DirectConnections connections(Login login) {
    return new DirectConnections(database.jdbcUrl(), login.user(), login.password());
  }

  public Database database() {
    return database;
  }

  public Sequencer sequencer() {
    return sequencer(connections()::forAppending, SETTINGS);
  }

  public Sequencer sequencer(LogConnection connection, SequencerSettings settings) {
    return sequencer(connection, settings, Clock.systemUTC());
  }

  public Sequencer sequencer(LogConnection connection, SequencerSettings settings, Clock clock) {
    return sequencer(connection, dataSource(), settings, clock);
  }

  /** One that appends here, and reads streams from somewhere else, or so that it is seen. */
  public Sequencer sequencerReading(DataSource streams) {
    return sequencer(connections()::forAppending, streams, SETTINGS, Clock.systemUTC());
  }

  private static Sequencer sequencer(
      LogConnection connection, DataSource streams, SequencerSettings settings, Clock clock) {
    var sequencer =
        new Sequencer(
            connection,
            new PostgresEventStore(streams),
            new SnapshotStore(streams),
            settings,
            clock,
            Telemetry.of(new SimpleMeterRegistry()));
    sequencer.start();
    return sequencer;
  }

  public long count(String table) {
    return asSuperuser().sql("select count(*) from " + table).query(Long.class).single();
  }

  /** As an owner who covers his tracks would: with the triggers off. */
  public void tamper(String sql) {
    asSuperuser()
        .sql(
            "alter table event disable trigger all; "
                + sql
                + "; alter table event enable trigger all")
        .update();
  }
}
