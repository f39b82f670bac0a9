package dev.contrail.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks for a text wherever servers may have written it down. */
public final class Traces {

  private static final String TABLES =
      """
      select format('%I.%I', n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
        and n.nspname not like 'pg_toast%'
      """;

  private Traces() {}

  /** The tables of a database that have it in any column, also as bytes. */
  public static List<String> inTables(Database database, String text) {
    var login = database.superuser();
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password())) {
      var found = new ArrayList<String>();
      for (var table : tables(connection)) {
        if (isIn(connection, table, text)) {
          found.add(table);
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(TABLES)) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  private static boolean isIn(Connection connection, String table, String text)
      throws SQLException {
    var sql =
        "select exists (select from %s t where strpos(t::text, ?) > 0 or strpos(t::text, ?) > 0)";
    try (var statement = connection.prepareStatement(sql.formatted(table))) {
      statement.setString(1, text);
      statement.setString(2, HexFormat.of().formatHex(text.getBytes(UTF_8)));
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** The topics that have it in any key, header or value. */
  public static List<String> inTopics(String bootstrapServers, String text) {
    var broker = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
    var found = new TreeSet<String>();
    try (var admin = Admin.create(broker);
        var consumer =
            new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var names = admin.listTopics().names().get();
      var partitions =
          admin.describeTopics(names).allTopicNames().get().values().stream()
              .flatMap(topic ->
                  topic.partitions().stream()
                      .map(partition -> new TopicPartition(topic.name(), partition.partition())))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (isIn(record, text)) {
            found.add(record.topic());
          }
        }
      }
      return List.copyOf(found);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isIn(ConsumerRecord<byte[], byte[]> record, String text) {
    var all = new StringBuilder();
    append(all, record.key());
    append(all, record.value());
    record.headers().forEach(header -> append(all, header.value()));
    return all.indexOf(text) >= 0;
  }

  private static void append(StringBuilder all, byte[] bytes) {
    if (bytes != null) {
      all.append(new String(bytes, UTF_8)).append('\n');
    }
  }
}
