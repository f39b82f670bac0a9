package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.contrail.events.Decoded;
import dev.contrail.events.RecordedEvent;
import dev.contrail.query.fixture.QueryDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Whatever a row can hold comes back as it was. */
class RowTableIntegrationTests {

  enum Kind {
    ONE,
    OTHER
  }

  record Key(UUID id) {}

  record Row(
      UUID id,
      @Nullable String label,
      @Nullable Kind kind,
      int small,
      @Nullable Integer maybeSmall,
      long large,
      @Nullable Long maybeLarge,
      boolean flag,
      @Nullable LocalDate day,
      @Nullable LocalDateTime localTime,
      @Nullable Instant instant,
      @Nullable Json body,
      @Nullable List<String> words) {}

  record OtherKey(String id) {}

  record WiderKey(UUID id, int small) {}

  private static class AllTypes<K extends Record> implements Projection<Object, K, Row> {

    private final Class<K> keyType;

    AllTypes(Class<K> keyType) {
      this.keyType = keyType;
    }

    @Override
    public String name() {
      return "all_types";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<K> keyType() {
      return keyType;
    }

    @Override
    public Class<Row> rowType() {
      return Row.class;
    }

    @Override
    public Decoded<Object> decode(RecordedEvent event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Keys<K> keys(Recorded<Object> event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Row evolve(K key, @Nullable Row row, Recorded<Object> event) {
      throw new UnsupportedOperationException();
    }
  }

  private final QueryDatabase database = QueryDatabase.migrated("classpath:db/counter");
  private final RunnerDatabase connections = new RunnerDatabase(database.details(), 1);
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void close() {
    TimeZone.setDefault(zone);
    connections.close();
  }

  @Test
  void valuesComeBackAsTheyWere() {
    TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
    var projection = new AllTypes<>(Key.class);
    new Generations(connections.jdbc(), connections.transactions(), 1).ensure(projection);
    var generation = new Generation(projection.name(), 1);
    var table = new RowTable<>(connections.jdbc(), projection, generation);
    var full =
        new Row(
            new UUID(1, 2),
            "it's \"quoted\", {braced} \\ and ünïcödé 😀\n",
            Kind.OTHER,
            Integer.MIN_VALUE,
            7,
            Long.MAX_VALUE,
            -1L,
            true,
            LocalDate.of(2026, 2, 28),
            LocalDateTime.of(2026, 3, 8, 2, 30), // which the clocks of that zone skip
            Instant.parse("2026-03-08T10:30:00.123456Z"),
            new Json("{\"a\": [1, null, \"NULL\"]}"),
            List.of("", "NULL", "a,b", "{\"x\"}", "back\\slash"));
    var empty =
        new Row(new UUID(3, 4), null, null, 0, null, 0, null, false, null, null, null, null, null);
    var keys = List.of(new Key(full.id()), new Key(empty.id()), new Key(new UUID(5, 6)));

    table.write(List.of(full, empty));

    assertThat(table.byKeys(keys)).isEqualTo(Map.of(keys.get(0), full, keys.get(1), empty));
    table.delete(keys);
    assertThat(table.byKeys(keys)).isEmpty();
  }

  /** Many rows are copied, in a text of its own rules. */
  @Test
  void manyRowsComeBackAsTheyWere() {
    var projection = new AllTypes<>(Key.class);
    new Generations(connections.jdbc(), connections.transactions(), 1).ensure(projection);
    var table =
        new RowTable<>(connections.jdbc(), projection, new Generation(projection.name(), 1));
    var labels =
        List.of(
            "",
            "plain",
            "\\",
            "\\N",
            "\\.",
            "\t",
            "\n",
            "\r\n",
            "a\\tb\tc",
            "\\\\x",
            "😀\tü",
            "end\\");
    var rows = new HashMap<Key, Row>();
    for (var i = 0; i < RowCopy.MANY + labels.size(); i++) {
      var label = labels.get(i % labels.size());
      var words = List.of(label, "and", label);
      var body = new Json("{\"a\": \"\\\\ \\t\"}");
      var row =
          new Row(
              new UUID(1, i),
              label,
              Kind.ONE,
              i,
              null,
              i,
              null,
              true,
              null,
              null,
              null,
              body,
              words);
      rows.put(new Key(row.id()), row);
    }

    table.insert(rows.values());

    assertThat(table.byKeys(rows.keySet())).isEqualTo(rows);
  }

  /** A table that was made for another key would take two rows of one for one, or fail at both. */
  @Test
  void aTableThatMayHaveTwoRowsOfOneKeyIsRefused() {
    new Generations(connections.jdbc(), connections.transactions(), 1)
        .ensure(new AllTypes<>(Key.class));
    var generation = new Generation("all_types", 1);
    new RowTable<>(connections.jdbc(), new AllTypes<>(Key.class), generation).check();

    var wider = new RowTable<>(connections.jdbc(), new AllTypes<>(WiderKey.class), generation);

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(wider::check)
        .withMessage("projection.all_types_g1 has no unique index on (id, small)");
  }

  @Test
  void aKeyThatIsNoPartOfTheRowIsRefused() {
    var generation = new Generation("all_types", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RowTable<>(connections.jdbc(), new AllTypes<>(OtherKey.class), generation));
  }
}
