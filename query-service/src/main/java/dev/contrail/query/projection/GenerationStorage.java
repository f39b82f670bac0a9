package dev.contrail.query.projection;

import org.springframework.jdbc.core.JdbcTemplate;

/** A generation's own table, its cursors and what is parked in it: made and dropped together. */
final class GenerationStorage {

  private static final String COUNT_CURSORS =
      "select count(*) from projection_cursor where generation = ?";

  private final JdbcTemplate jdbc;
  private final CursorTable cursors;
  private final ParkedTable parked;

  GenerationStorage(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.cursors = new CursorTable(jdbc);
    this.parked = new ParkedTable(jdbc);
  }

  /** Runs in the caller's transaction. */
  void create(Generation generation, int partitions) {
    jdbc.execute(
        "create table %s (like template.%s including all)"
            .formatted(generation.table(), generation.projection()));
    // room for a row's next version on its page, so that its indexes need not change with it
    jdbc.execute("alter table %s set (fillfactor = 80)".formatted(generation.table()));
    cursors.create(generation, partitions);
  }

  /** The table of what the rows have been. Runs in the caller's transaction. */
  void createHistory(Generation generation) {
    jdbc.execute(
        "create table %s (like template.%s including all)"
            .formatted(generation.historyTable(), generation.projection() + Generation.HISTORY));
  }

  /** Runs in the caller's transaction. */
  void drop(Generation generation) {
    cursors.delete(generation);
    parked.forget(generation);
    new StopTable(jdbc).forget(generation);
    jdbc.execute("drop table " + generation.table());
    jdbc.execute("drop table if exists " + generation.historyTable());
  }

  /**
   * @throws IllegalStateException if it was made for another number of partitions
   */
  void checkPartitions(Generation generation, int partitions) {
    var made = jdbc.queryForObject(COUNT_CURSORS, Integer.class, generation.fullName());
    if (made == null || made != partitions) {
      throw new IllegalStateException(
          "%s was made for %d partitions, and contrail.topic.partitions says %d"
              .formatted(generation.fullName(), made, partitions));
    }
  }
}
