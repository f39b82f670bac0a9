package dev.contrail.query.projection;

import dev.contrail.events.EventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table {@code projection_change}: a row for each partition of a batch, so that it costs one
 * statement a batch, however many rows that has changed. Each names the one before it: a reader
 * sees if one is missing.
 */
final class ChangeTable {

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration PRUNE_INTERVAL = Duration.ofSeconds(30);
  private static final AtomicLong prunedAt = new AtomicLong(System.nanoTime());

  private static final String INSERT =
      """
      insert into projection_change (generation, partition, previous, position, changes)
      select ?, n.partition, n.previous, n.position, n.changes::json
      from unnest(?::integer[], ?::bigint[], ?::bigint[], ?::text[])
        as n (partition, previous, position, changes)
      """;

  private static final String PRUNE =
      """
      delete from projection_change
      where ctid = any (array(
        select ctid from projection_change
        where changed_at < clock_timestamp() - make_interval(secs => ?)
        order by changed_at limit 10000 for update skip locked))
      """;

  /** A row of a read table and the last event that concerned it. */
  record Entry<K>(long position, K key) {}

  private final JdbcTemplate jdbc;
  private final JsonMapper json = EventJson.mapper();

  ChangeTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Says what a batch has changed. Runs in its transaction.
   *
   * @param before where the partitions stood
   * @param after where they stand now
   */
  <K extends Record> void insert(
      Generation generation,
      Map<Integer, Cursor> before,
      Map<Integer, PartitionState> after,
      TouchedKeys<K> touched) {
    var advanced = new TreeMap<Integer, Long>();
    after.forEach((partition, state) -> {
      var position = state.cursor().position();
      if (position > previous(before, partition)) {
        advanced.put(partition, position);
      }
    });
    if (advanced.isEmpty()) {
      return;
    }
    var partitions = advanced.keySet().stream().mapToInt(Integer::intValue).toArray();
    jdbc.update(
        INSERT,
        generation.fullName(),
        partitions,
        advanced.keySet().stream().mapToLong(partition -> previous(before, partition)).toArray(),
        advanced.values().stream().mapToLong(Long::longValue).toArray(),
        advanced.keySet().stream()
            .map(partition -> text(touched.of(partition)))
            .toArray(String[]::new));
    prune();
  }

  private static long previous(Map<Integer, Cursor> before, int partition) {
    var cursor = before.get(partition);
    return cursor == null ? 0 : cursor.position();
  }

  private <K> String text(Map<K, Long> touched) {
    var entries = new ArrayList<Entry<K>>();
    touched.forEach((key, position) -> entries.add(new Entry<>(position, key)));
    entries.sort(Comparator.comparingLong(Entry::position));
    return json.writeValueAsString(entries);
  }

  private void prune() {
    var last = prunedAt.get();
    var now = System.nanoTime();
    if (now - last > PRUNE_INTERVAL.toNanos() && prunedAt.compareAndSet(last, now)) {
      jdbc.update(PRUNE, KEPT.toSeconds());
    }
  }

  /** What {@link #insert} has written. */
  static <K> List<Entry<K>> entries(JsonMapper json, String text, Class<K> keyType) {
    var type = json.getTypeFactory().constructParametricType(Entry.class, keyType);
    return json.readValue(text, json.getTypeFactory().constructCollectionType(List.class, type));
  }
}
