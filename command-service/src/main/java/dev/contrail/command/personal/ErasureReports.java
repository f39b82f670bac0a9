package dev.contrail.command.personal;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.personal.ErasureReport.Erasure;
import dev.contrail.command.personal.ErasureReport.Key;
import dev.contrail.command.personal.ErasureReport.Place;
import dev.contrail.events.EventCatalog;
import dev.contrail.events.EventType;
import dev.contrail.events.PersonalFields;
import dev.contrail.personal.DataKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Looks for what there is of a person. */
final class ErasureReports {

  private static final String KEYS =
      """
      select key_id, created_at, destroyed_at, published = revision as published
      from personal_key where subject = :subject order by created_at
      """;

  private static final String ERASURES =
      """
      select requested_at, requested_by, keys
      from personal_erasure where subject = :subject order by number
      """;

  private static final String EVENTS =
      """
      select count(*) as found,
        count(*) filter (where data ->> :field like any (:alive)) as readable,
        count(*) filter (where data ->> :field not like 'eyJ%..%') as plain
      from event
      where type = :type and data ->> :subjectField = :subject and data ->> :field is not null
      """;

  private static final String ROWS =
      """
      select count(*) as found,
        count(*) filter (where %2$s::text like any (:alive)) as readable, 0 as plain
      from %1$s where %2$s::text like any (:all)
      """;

  private final DirectConnections connections;
  private final JdbcClient jdbc;
  private final Semaphore one = new Semaphore(1);

  ErasureReports(DirectConnections connections, DataSource dataSource) {
    this.connections = connections;
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * @param name in the JSON of some version of the event
   */
  private record Marked(EventType type, String name, PersonalFields.Field field) {}

  ErasureReport keysOf(String subject) {
    var keys = jdbc.sql(KEYS).param("subject", subject).query((row, _) -> key(row)).list();
    var erasures =
        jdbc.sql(ERASURES).param("subject", subject).query((row, _) -> erasure(row)).list();
    return new ErasureReport(subject, !alive(keys).isEmpty(), keys, erasures, List.of());
  }

  Optional<ErasureReport> of(String subject, Collection<EventCatalog<?>> catalogs) {
    if (!one.tryAcquire()) {
      return Optional.empty();
    }
    try {
      var keys = keysOf(subject);
      return Optional.of(keys.with(placesOf(subject, keys.keys(), catalogs)));
    } finally {
      one.release();
    }
  }

  private List<Place> placesOf(
      String subject, List<Key> keys, Collection<EventCatalog<?>> catalogs) {
    var marked = catalogs.stream().flatMap(ErasureReports::marked).toList();
    var places = new ArrayList<Place>();
    try (var connection = connections.forOperating()) {
      var slow = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      marked.forEach(mark -> places.add(events(slow, mark, subject, keys)));
      var fields = marked.stream().map(mark -> mark.field().sealedAs()).distinct().toList();
      places.add(rows(slow, "snapshot", "state", keys, fields));
      places.add(rows(slow, "command_outcome", "outcome", keys, fields));
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the log cannot be looked at now", e);
    }
    return places;
  }

  private static Key key(ResultSet row) throws SQLException {
    var destroyed = row.getTimestamp("destroyed_at");
    return new Key(
        row.getString("key_id"),
        row.getTimestamp("created_at").toInstant(),
        destroyed == null ? null : destroyed.toInstant(),
        row.getBoolean("published"));
  }

  private static Erasure erasure(ResultSet row) throws SQLException {
    return new Erasure(
        row.getTimestamp("requested_at").toInstant(),
        row.getString("requested_by"),
        row.getInt("keys"));
  }

  private static Stream<Marked> marked(EventCatalog<?> catalog) {
    return catalog.entries().stream()
        .flatMap(entry ->
            PersonalFields.of(entry.eventClass()).all().stream()
                .flatMap(field ->
                    Stream.of(field.name(), field.sealedAs())
                        .distinct()
                        .map(name -> new Marked(entry.type(), name, field))));
  }

  private static Place events(JdbcClient slow, Marked marked, String subject, List<Key> keys) {
    var name = "event, %s, %s".formatted(marked.type().name(), marked.name());
    return slow.sql(EVENTS)
        .param("type", marked.type().name())
        .param("field", marked.name())
        .param("subjectField", marked.field().subject())
        .param("subject", subject)
        .param("alive", patterns(alive(keys), List.of(marked.field().sealedAs()), ""))
        .query((row, _) -> new Place(name, row.getLong(1), row.getLong(2), row.getLong(3)))
        .single();
  }

  private static Place rows(
      JdbcClient slow, String table, String column, List<Key> keys, List<String> fields) {
    return slow.sql(ROWS.formatted(table, column))
        .param("alive", patterns(alive(keys), fields, "%"))
        .param("all", patterns(keys, fields, "%"))
        .query((row, _) ->
            new Place(table + ", " + column, row.getLong(1), row.getLong(2), row.getLong(3)))
        .single();
  }

  private static List<Key> alive(List<Key> keys) {
    return keys.stream().filter(key -> key.destroyedAt() == null).toList();
  }

  private static String[] patterns(List<Key> keys, List<String> fields, String before) {
    return keys.stream()
        .flatMap(key -> fields.stream().map(field -> DataKey.beginning(key.keyId(), field)))
        .map(beginning -> before + beginning + ".%")
        .toArray(String[]::new);
  }
}
