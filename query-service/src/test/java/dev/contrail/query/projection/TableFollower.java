package dev.contrail.query.projection;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Knows the rows of a read table by what it is told of their changes. */
final class TableFollower<K extends Record, V extends Record> {

  private static final int AT_MOST = 1_000;

  private final JdbcClient jdbc;
  private final Changes changes;
  private final TransactionTemplate snapshot;
  private final Projection<?, K, V> projection;
  private final Map<K, V> rows = new HashMap<>();
  private @Nullable ReadPoint at;
  private int begun;
  private int followed;

  TableFollower(DataSource database, Projection<?, K, V> projection) {
    this.jdbc = JdbcClient.create(database);
    this.changes = new Changes(jdbc);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.projection = projection;
  }

  /** Reads what has changed, or all if that is not known. */
  void look() {
    snapshot.executeWithoutResult(_ -> {
      var now = changes.now(projection.name());
      var from = at;
      var changed =
          from == null
              ? null
              : changes
                  .between(projection.name(), projection.keyType(), from, now, AT_MOST)
                  .orElse(null);
      var stored = stored();
      if (changed == null) {
        begun++;
        rows.clear();
        rows.putAll(stored);
      } else {
        followed += changed.size();
        changed.forEach(change -> rows.remove(change.key()));
        changed.forEach(change -> rows.computeIfAbsent(change.key(), stored::get));
      }
      at = now;
    });
  }

  /** What is in the table now. */
  Map<K, V> stored() {
    var keys = new RecordColumns<>(projection.keyType());
    var columns = new RecordColumns<>(projection.rowType());
    var stored = new HashMap<K, V>();
    for (var row : PureFold.stored(jdbc, projection)) {
      var key =
          keys.columns().stream()
              .map(column -> columns.named(column.name()).orElseThrow().of(row))
              .toArray();
      stored.put(keys.create(key), row);
    }
    return stored;
  }

  Map<K, V> rows() {
    return rows;
  }

  /** How often all had to be read. */
  int begun() {
    return begun;
  }

  /** How many changes it was told. */
  int followed() {
    return followed;
  }
}
