package dev.contrail.query.projection;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The indexes of a generation's table that only readers need: a generation that is being built does
 * without them until it has caught up, for keeping them costs more than all else. What the runner
 * itself uses stays: the key, and what begins with {@code stream_id}.
 */
final class GenerationIndexes {

  private static final Logger log = LoggerFactory.getLogger(GenerationIndexes.class);

  private static final String SECONDARY =
      """
      select i.indexrelid::regclass::text as name,
        regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE INDEX \\S+ ON \\S+ ', '') as definition
      from pg_index i
      where i.indrelid = ?::regclass and not i.indisunique
        and pg_get_indexdef(i.indexrelid, 1, true) <> 'stream_id'
      """;

  private static final String TRY_LOCK =
      "select pg_try_advisory_lock(hashtextextended('contrail.indexes.' || ?, 0))";

  /** Left by somebody who was cut off while making one beside the writes. */
  private static final String BROKEN =
      """
      select indexrelid::regclass::text
      from pg_index
      where indrelid = ?::regclass and not indisvalid and not indisunique
      """;

  private final JdbcTemplate jdbc;

  GenerationIndexes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Runs in the transaction that makes the table. */
  void leaveOut(Generation generation) {
    leaveOut(generation.table());
    if (HistoryTable.exists(jdbc, generation)) {
      leaveOut(generation.historyTable());
    }
  }

  private void leaveOut(String table) {
    jdbc.query(SECONDARY, (row, _) -> row.getString("name"), table)
        .forEach(name -> jdbc.execute("drop index " + name));
  }

  /** Makes those that are missing; takes as long as the table is large. */
  void add(Generation generation) {
    var template = "template." + generation.projection();
    add(generation.table(), template);
    if (HistoryTable.exists(jdbc, generation)) {
      add(generation.historyTable(), template + Generation.HISTORY);
    }
  }

  private void add(String table, String template) {
    var there = definitions(table);
    for (var definition : definitions(template)) {
      if (!there.contains(definition)) {
        jdbc.execute("create index on %s %s".formatted(table, definition));
      }
    }
  }

  /**
   * Makes those that are missing while the table is read and written. Waits for no other session
   * but by asking again, as the database could not go on while one waited in a statement.
   *
   * @return false if another instance is at it
   */
  boolean addBeside(Generation generation) {
    var template = "template." + generation.projection();
    return addBeside(generation.table(), template)
        && (!HistoryTable.exists(jdbc, generation)
            || addBeside(generation.historyTable(), template + Generation.HISTORY));
  }

  private boolean addBeside(String table, String template) {
    if (definitions(table).containsAll(definitions(template))
        && jdbc.queryForList(BROKEN, String.class, table).isEmpty()) {
      return true;
    }
    // held until the connection ends
    if (!Boolean.TRUE.equals(jdbc.queryForObject(TRY_LOCK, Boolean.class, table))) {
      return false;
    }
    for (var broken : jdbc.queryForList(BROKEN, String.class, table)) {
      jdbc.execute("drop index concurrently " + broken);
    }
    var there = definitions(table);
    for (var definition : definitions(template)) {
      if (!there.contains(definition)) {
        log.info("{}: making the index {}", table, definition);
        jdbc.execute("create index concurrently on %s %s".formatted(table, definition));
      }
    }
    jdbc.execute("analyze " + table); // an index on an expression has statistics of its own
    return true;
  }

  private List<String> definitions(String table) {
    return jdbc.query(SECONDARY, (row, _) -> row.getString("definition"), table);
  }

  /** What readers need of a table that has been filled, and the planner. */
  void complete(Generation generation) {
    add(generation);
    jdbc.execute("analyze " + generation.table());
    if (HistoryTable.exists(jdbc, generation)) {
      jdbc.execute("analyze " + generation.historyTable());
    }
  }
}
