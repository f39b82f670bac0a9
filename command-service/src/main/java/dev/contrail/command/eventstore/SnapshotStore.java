package dev.contrail.command.eventstore;

import dev.contrail.command.eventstore.StreamBeginning.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One snapshot a stream, which spares reading the events that it covers. It is only ever a
 * short-cut: one that the log does not bear out (restored, another history) is as good as none, and
 * so is one that other code wrote. Safe for use by many threads; every call is a statement of its
 * own and throws Spring's {@code DataAccessException} when the database does not answer.
 */
public final class SnapshotStore {

  /** The last event that a snapshot covers must be the very one in the log. */
  private static final String BEGINNINGS =
      """
      select %s,
        w.stream_id as wanted, w.state_type, w.state_fingerprint,
        s.stream_version as snapshot_version, s.position as snapshot_position,
        case when e.stream_version is null or e.stream_version = s.stream_version + 1
          then s.state end as snapshot_state
      from unnest(:streams::text[], :types::text[], :fingerprints::text[])
        as w(stream_id, state_type, state_fingerprint)
      left join lateral (
        select s.stream_version, s.position, s.state
        from snapshot s
        join event last on last.stream_id = s.stream_id and last.stream_version = s.stream_version
          and last.position = s.position and last.hash = s.hash
        where s.stream_id = w.stream_id and s.state_type = w.state_type
          and s.state_fingerprint = w.state_fingerprint) s on true
      left join event e on e.stream_id = w.stream_id
        and e.stream_version > coalesce(s.stream_version, 0)
        and e.stream_version <= coalesce(s.stream_version, 0) + :events
      order by w.stream_id, e.stream_version
      """
          .formatted(EventRows.COLUMNS);

  /** The row that is there wins if it covers more, is of the same code and the log bears it out. */
  private static final String PUT =
      """
      insert into snapshot as old
        (stream_id, stream_version, position, state_type, state_fingerprint, state, hash)
      select e.stream_id, e.stream_version, e.position, :type, :fingerprint, :state::json, e.hash
      from event e
      where e.stream_id = :stream and e.stream_version = :version and e.position = :position
      on conflict (stream_id) do update
      set stream_version = excluded.stream_version, position = excluded.position,
        state_type = excluded.state_type, state_fingerprint = excluded.state_fingerprint,
        state = excluded.state, hash = excluded.hash
      where old.stream_version < excluded.stream_version
        or old.state_type <> excluded.state_type
        or old.state_fingerprint <> excluded.state_fingerprint
        or not exists (
          select from event e
          where e.stream_id = old.stream_id and e.stream_version = old.stream_version
            and e.position = old.position and e.hash = old.hash)
      """;

  private final JdbcClient jdbc;

  public SnapshotStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * The beginnings of any number of streams, read by one statement: each stream's snapshot and what
   * comes after it belong together.
   *
   * @param events how many are read of each stream at most
   * @return by stream id, an entry for each that is wanted
   */
  public Map<String, StreamBeginning> beginnings(Collection<Wanted> streams, int events) {
    var found = new HashMap<String, StreamBeginning>();
    jdbc.sql(BEGINNINGS)
        .param("streams", streams.stream().map(Wanted::streamId).toArray(String[]::new))
        .param("types", streams.stream().map(Wanted::stateType).toArray(String[]::new))
        .param("fingerprints", streams.stream().map(Wanted::fingerprint).toArray(String[]::new))
        .param("events", events)
        .query(row -> {
          var streamId = row.getString("wanted");
          if (!found.containsKey(streamId)) {
            found.put(streamId, new StreamBeginning(snapshot(row), new ArrayList<>()));
          }
          if (row.getLong("position") > 0) {
            Objects.requireNonNull(found.get(streamId)).events().add(EventRows.event(row));
          }
        });
    return found;
  }

  private static @Nullable Snapshot snapshot(ResultSet row) throws SQLException {
    var state = row.getString("snapshot_state");
    return state == null
        ? null
        : new Snapshot(
            row.getString("wanted"),
            row.getLong("snapshot_version"),
            row.getLong("snapshot_position"),
            row.getString("state_type"),
            row.getString("state_fingerprint"),
            state);
  }

  /** Keeps the snapshot unless the log lacks its last event or a better one is there. */
  public void put(Snapshot snapshot) {
    jdbc.sql(PUT)
        .param("stream", snapshot.streamId())
        .param("version", snapshot.version())
        .param("position", snapshot.position())
        .param("type", snapshot.stateType())
        .param("fingerprint", snapshot.fingerprint())
        .param("state", snapshot.state())
        .update();
  }
}
