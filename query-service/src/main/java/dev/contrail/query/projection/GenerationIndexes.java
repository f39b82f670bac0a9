package dev.contrail.query.projection;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The indexes of a generation's table that only readers need: a generation that is being built does
 * without them until it has caught up, for keeping them costs more than all else. What the runner
 * itself uses stays: the key, and what begins with {@code stream_id}.
 */
final class GenerationIndexes {

  private static final String SECONDARY =
      """
      select i.indexrelid::regclass::text as name,
        regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE INDEX \\S+ ON \\S+ ', '') as definition
      from pg_index i
      where i.indrelid = ?::regclass and not i.indisunique
        and pg_get_indexdef(i.indexrelid, 1, true) <> 'stream_id'
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

  private List<String> definitions(String table) {
    return jdbc.query(SECONDARY, (row, _) -> row.getString("definition"), table);
  }
}
