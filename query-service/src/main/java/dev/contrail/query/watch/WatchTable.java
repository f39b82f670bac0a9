package dev.contrail.query.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code watch} and {@code watch_cursor}. Who makes, changes or deletes a watch holds
 * the cursor, so that whoever matches knows exactly the watches there are at its position.
 */
final class WatchTable {

  private static final String COLUMNS = "id, name, definition, since, caught_up, created_at";

  private static final String CREATE_CURSOR =
      "insert into watch_cursor (cell) values (?) on conflict do nothing";

  private static final String LOCK =
      "select position, revision from watch_cursor where cell = ? for update";

  private static final String INSERT =
      """
      insert into watch (cell, name, definition, since, caught_up, revision)
      values (:cell, :name, :definition::json, :since, :caught_up, :revision)
      returning %s
      """
          .formatted(COLUMNS);

  /**
   * How far all watches have been matched.
   *
   * @param revision of the set of watches
   */
  record Cursor(long position, long revision) {}

  private final JdbcClient jdbc;
  private final String cell;

  WatchTable(JdbcClient jdbc, String cell) {
    this.jdbc = jdbc;
    this.cell = cell;
  }

  void createCursor() {
    jdbc.sql(CREATE_CURSOR).param(cell).update();
  }

  Optional<Cursor> cursor() {
    return jdbc.sql("select position, revision from watch_cursor where cell = ?")
        .param(cell)
        .query(Cursor.class)
        .optional();
  }

  /** Until the end of the transaction; waits for whoever has it. */
  Cursor lock() {
    jdbc.sql("set local lock_timeout = '2s'").update(); // each who waits has a connection
    return jdbc.sql(LOCK).param(cell).query(Cursor.class).single();
  }

  /** The same without waiting; empty if another instance has it. */
  Optional<Cursor> tryLock() {
    return jdbc.sql(LOCK + " skip locked").param(cell).query(Cursor.class).optional();
  }

  void advance(long position) {
    jdbc.sql("update watch_cursor set position = ? where cell = ?").params(position, cell).update();
  }

  /** Has everybody look again; the cursor is held. */
  void revise(long revision) {
    jdbc.sql("update watch_cursor set revision = ? where cell = ?").params(revision, cell).update();
  }

  Watch insert(
      String name, Definition definition, long since, @Nullable Long caughtUp, long revision) {
    return jdbc.sql(INSERT)
        .param("cell", cell)
        .param("name", name)
        .param("definition", WatchJson.text(definition))
        .param("since", since)
        .param("caught_up", caughtUp)
        .param("revision", revision)
        .query(WatchTable::watch)
        .single();
  }

  boolean delete(UUID id) {
    return jdbc.sql("delete from watch where cell = ? and id = ?").params(cell, id).update() > 0;
  }

  /** It has been matched so far. */
  void catchUp(UUID id, long position) {
    jdbc.sql("update watch set caught_up = ? where id = ?").params(position, id).update();
  }

  /** It goes with the cursor from now on. */
  void caughtUp(UUID id, long revision) {
    jdbc.sql("update watch set caught_up = null, revision = ? where id = ?")
        .params(revision, id)
        .update();
  }

  Optional<Watch> find(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from watch where cell = ? and id = ?")
        .params(cell, id)
        .query(WatchTable::watch)
        .optional();
  }

  /** In the order in which they were made. */
  List<Watch> after(@Nullable UUID id, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from watch where cell = :cell and (:after::uuid is null or id > :after::uuid)"
                + " order by id limit :limit")
        .param("cell", cell)
        .param("after", id == null ? null : id.toString())
        .param("limit", limit)
        .query(WatchTable::watch)
        .list();
  }

  List<Watch> revisedAfter(long revision) {
    return jdbc.sql("select " + COLUMNS + " from watch where cell = ? and revision > ?")
        .params(cell, revision)
        .query(WatchTable::watch)
        .list();
  }

  /** The one that has been behind for longest. */
  Optional<Watch> behind() {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from watch where cell = ? and caught_up is not null order by id limit 1")
        .param(cell)
        .query(WatchTable::watch)
        .optional();
  }

  Set<UUID> ids() {
    return jdbc.sql("select id from watch where cell = ?")
        .param(cell)
        .query((row, _) -> row.getObject("id", UUID.class))
        .set();
  }

  int count() {
    return jdbc.sql("select count(*) from watch where cell = ?")
        .param(cell)
        .query(Integer.class)
        .single();
  }

  private static Watch watch(ResultSet row, int number) throws SQLException {
    var caughtUp = row.getObject("caught_up", Long.class);
    return new Watch(
        row.getObject("id", UUID.class),
        row.getString("name"),
        WatchJson.definition(row.getString("definition")),
        row.getLong("since"),
        caughtUp,
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
