package dev.contrail.query.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.JournalTable;
import dev.contrail.query.fixture.JournalTable.Row;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found is what a look at every event would find, by the index made for it. */
class JournalSearchIntegrationTests {

  private static final int EVENTS = 10_000;
  private static final JournalTable JOURNAL = new JournalTable();
  private static final JournalReader READER =
      new JournalReader(JOURNAL.dataSource(), JournalTable.CELL);

  private static List<Row> rows = List.of();

  @BeforeAll
  static void write() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    rows = LongStream.rangeClosed(1, EVENTS).mapToObj(position -> row(random, position)).toList();
    JOURNAL.insert(rows);
    JOURNAL.index();
  }

  /** Half of the events are common in everything, of the others each value is rare. */
  private static Row row(Random random, long position) {
    var value = random.nextBoolean() ? 0 : random.nextInt(1_000);
    return new Row(
        position,
        "stream-" + value,
        "type-" + value,
        "{\"of\":{\"colour\":\"c%d\",\"size\":%d},\"tags\":[\"a\",\"t%d\"]}"
            .formatted(value, value % 3, value),
        value % 2 == 0
            ? "{\"actor\":\"actor-%d\"}".formatted(value)
            : "{\"actor\":\"actor-%d\",\"correlationId\":\"id-%d\"}".formatted(value, value),
        Row.timeOf(position));
  }

  @AfterAll
  static void close() {
    JOURNAL.close();
  }

  @Test
  void combinedFiltersFindWhatALookAtEveryEventFinds() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var i = 0; i < 100; i++) {
      var wanted = Wanted.of(random, rows.get(random.nextInt(EVENTS)));
      var after = random.nextInt(EVENTS / 2);
      var expected =
          rows.stream()
              .filter(row -> row.position() > after && wanted.fits(row))
              .map(Row::position)
              .limit(50)
              .toList();
      assertThat(READER.find(wanted.filter(), after, Long.MAX_VALUE, 50))
          .as(wanted.toString())
          .extracting(JournalEvent::position)
          .isEqualTo(expected);
    }
  }

  /** Some of the properties of an event, or none of them. */
  private record Wanted(EventFilter filter, Row like) {

    static Wanted of(Random random, Row like) {
      var all =
          new EventQuery(
                  like.type(),
                  like.stream(),
                  like.recordedAt().minusSeconds(random.nextInt(100)).toString(),
                  like.recordedAt().plusSeconds(random.nextInt(100)).toString(),
                  text(like.metadata(), "actor"),
                  text(like.metadata(), "correlationId"),
                  "{\"of\":{\"colour\":\"%s\"}}".formatted(text(like.data(), "colour")))
              .filter();
      return new Wanted(
          new EventFilter(
              random.nextInt(3) == 0 ? all.type() : null,
              random.nextInt(3) == 0 ? all.stream() : null,
              random.nextInt(3) == 0 ? all.from() : null,
              random.nextInt(3) == 0 ? all.to() : null,
              random.nextInt(3) == 0 ? all.actor() : null,
              random.nextInt(3) == 0 && like.metadata().contains("correlationId")
                  ? all.correlation()
                  : null,
              random.nextInt(3) == 0 ? all.data() : null),
          like);
    }

    boolean fits(Row row) {
      return (filter.type() == null || row.type().equals(like.type()))
          && (filter.stream() == null || row.stream().equals(like.stream()))
          && (filter.from() == null || !row.recordedAt().isBefore(filter.from()))
          && (filter.to() == null || row.recordedAt().isBefore(filter.to()))
          && (filter.actor() == null || sameText(row.metadata(), like.metadata(), "actor"))
          && (filter.correlation() == null
              || sameText(row.metadata(), like.metadata(), "correlationId"))
          && (filter.data() == null || sameText(row.data(), like.data(), "colour"));
    }

    private static boolean sameText(String one, String other, String name) {
      return text(one, name).equals(text(other, name));
    }
  }

  private static String text(String json, String name) {
    var begin = json.indexOf("\"" + name + "\":\"");
    if (begin < 0) {
      return "";
    }
    var value = begin + name.length() + 4;
    return json.substring(value, json.indexOf('"', value));
  }

  /**
   * Cure: each statement is planned for its values; a plan for any value walks the whole journal.
   */
  @ParameterizedTest
  @CsvSource({
    "type, type-, '%(cell, type,%'",
    "stream, stream-, '%(cell, stream_id,%'",
    "actor, actor-, '%actor%'",
    "correlation, id-, '%correlationId%'",
    "data, c, '%gin (data%'"
  })
  void aRareValueIsFoundByTheIndexOfItsFilter(String name, String prefix, String index) {
    var before = scans(index);
    for (var value = 1; value < 40; value += 2) {
      READER.find(filter(name, prefix + value), 0, Long.MAX_VALUE, 101);
    }
    assertThat(scans(index) - before).isEqualTo(20);
  }

  private static EventFilter filter(String name, String value) {
    return new EventFilter(
        name.equals("type") ? value : null,
        name.equals("stream") ? value : null,
        null,
        null,
        name.equals("actor") ? value : null,
        name.equals("correlation") ? value : null,
        name.equals("data") ? "{\"of\":{\"colour\":\"" + value + "\"}}" : null);
  }

  /** Of the only connection there is. */
  private static long scans(String definition) {
    JOURNAL.client().sql("select pg_stat_force_next_flush()").query((_, _) -> 0).list();
    return JOURNAL
        .client()
        .sql(
            """
            select idx_scan from pg_stat_user_indexes
            where relname = 'journal_g1' and pg_get_indexdef(indexrelid) like ?
            """)
        .param(definition)
        .query(Long.class)
        .single();
  }
}
