package dev.contrail.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.servers.Database;
import dev.contrail.servers.Databases;
import dev.contrail.servers.LocalPostgres;
import dev.contrail.servers.Place;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.apache.kafka.connect.source.SourceRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Change data capture instead of the relay: Debezium's connector for PostgreSQL with its outbox
 * event router reads table {@code event} as it is. Where to look after its replication slot: {@code
 * docs/operations/change-data-capture.md}.
 */
class DebeziumIntegrationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path BINARIES = Path.of("target", "local-servers", "postgres-programs");

  @TempDir Path directory;
  private LocalPostgres postgres;
  private Database database;

  /** The log as the topic carries it: which stream, what, and of which type. */
  private record Published(String key, String value, String position, String type) {}

  @BeforeEach
  void startWithLogicalWal() throws SQLException {
    var place = Place.kept(directory.resolve("postgres"), 0);
    postgres = LocalPostgres.start(place, BINARIES);
    database = Databases.of(postgres).create("command", "log");
    asSuperuser("alter system set wal_level = logical");
    postgres.close();
    postgres = LocalPostgres.start(place, BINARIES);
    database = Databases.of(postgres).create("command", "log");
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.owner().user(), database.owner().password())
        .locations("filesystem:../command-service/src/main/resources/db/contrail")
        .placeholders(
            Map.of("serviceRole", database.service().user(), "relayRole", Database.RELAY.user()))
        .load()
        .migrate();
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  @Test
  void theStandardConnectorReadsTheSameRecordsInTheSameOrder() throws Exception {
    outOfPlace();
    var published = new CopyOnWriteArrayList<Published>();
    try (var engine = engine(published)) {
      Executors.newVirtualThreadPerTaskExecutor().execute(engine);
      await().atMost(PATIENCE).until(() -> published.size() >= 50);
      append(51, 120);
      append(121, 200);
      await().atMost(PATIENCE).until(() -> published.size() >= 200);
    }
    assertThat(published).isEqualTo(log());
    append(201, 250);
    try (var engine = engine(published)) {
      Executors.newVirtualThreadPerTaskExecutor().execute(engine);
      await().atMost(PATIENCE).until(() -> published.size() >= 250);
    }
    assertThat(published).as("after a restart, from where it had been").isEqualTo(log());
  }

  /** As on a disk on which a transaction was rolled back: later rows stand before earlier ones. */
  private void outOfPlace() throws SQLException {
    asSuperuser("begin; %s; rollback".formatted(insert(1, 2_000)));
    append(1, 25);
    asSuperuser("vacuum event");
    append(26, 50);
    try (var connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select position from event order by ctid limit 1")) {
      row.next();
      assertThat(row.getLong(1)).isGreaterThan(25);
    }
  }

  private DebeziumEngine<RecordChangeEvent<SourceRecord>> engine(List<Published> published) {
    return DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
        .using(settings())
        .notifying(event -> published.add(published(event.record())))
        .build();
  }

  private Properties settings() {
    var server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "name",
            "contrail",
            "connector.class",
            "io.debezium.connector.postgresql.PostgresConnector",
            "offset.storage",
            "org.apache.kafka.connect.storage.FileOffsetBackingStore",
            "offset.storage.file.filename",
            directory.resolve("offsets").toString(),
            "offset.flush.interval.ms",
            "0"));
    settings.putAll(
        Map.of(
            "database.hostname",
            server.getHost(),
            "database.port",
            Integer.toString(server.getPort()),
            "database.user",
            database.superuser().user(),
            "database.password",
            database.superuser().password(),
            "database.dbname",
            server.getPath().substring(1),
            "plugin.name",
            "pgoutput",
            "topic.prefix",
            "contrail",
            "table.include.list",
            "public.event",
            "publication.autocreate.mode",
            "filtered"));
    // the heap is not in the order of the log: rolled back groups leave room for later events
    settings.putAll(
        Map.of(
            "snapshot.select.statement.overrides",
            "public.event",
            "snapshot.select.statement.overrides.public.event",
            "select * from public.event order by position"));
    settings.putAll(
        Map.of(
            "transforms",
            "outbox",
            "transforms.outbox.type",
            "io.debezium.transforms.outbox.EventRouter",
            "transforms.outbox.table.field.event.id",
            "position",
            "transforms.outbox.table.field.event.key",
            "stream_id",
            "transforms.outbox.table.field.event.payload",
            "data",
            "transforms.outbox.route.by.field",
            "type",
            "transforms.outbox.route.topic.replacement",
            "contrail.events",
            "transforms.outbox.table.fields.additional.placement",
            "type:header:ce_type,type_version:header:ce_typeversion,stream_version:header:ce_streamversion,position:header:ce_position"));
    return settings;
  }

  private static Published published(SourceRecord record) {
    assertThat(record.topic()).isEqualTo("contrail.events");
    return new Published(
        record.key().toString(),
        record.value().toString(),
        header(record, "ce_position"),
        header(record, "ce_type"));
  }

  private static String header(SourceRecord record, String name) {
    return record.headers().lastWithName(name).value().toString();
  }

  private List<Published> log() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select stream_id, data, position, type from event order by position")) {
      var events = new ArrayList<Published>();
      while (row.next()) {
        events.add(
            new Published(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
      }
      return events;
    }
  }

  /** One transaction, with bytes that JSON readers would change: spaces, order, large numbers. */
  private void append(int from, int to) throws SQLException {
    asSuperuser(insert(from, to));
  }

  private static String insert(int from, int to) {
    return """
    insert into event (position, stream_id, stream_version, type, type_version, data, metadata,
      command_id, command_index, command_hash, recorded_at, hash)
    select n, 'counter-' || n %% 7, 1 + n / 7, 'counted', 1,
      ('{"z":' || n || ' , "a" : 1.10, "big":12345678901234567890, "text":"ü✈"}')::json, '{}',
      gen_random_uuid(), 0, sha256('c'), now(), sha256('h')
    from generate_series(%d, %d) as n
    """
        .formatted(from, to);
  }

  private void asSuperuser(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    var login = database.superuser();
    return DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
  }
}
