package dev.contrail.command.eventstore;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One snapshot a stream, which spares reading the events that it covers. It is only ever a
 * short-cut: one that the log does not bear out (restored, another history) is as good as none, and
 * so is one that other code wrote. Safe for use by many threads; every call is a statement of its
 * own and throws Spring's {@code DataAccessException} when the database does not answer.
 */
public final class SnapshotStore {

  /** The last event it covers must be the very one in the log. */
  private static final String FIND =
      """
      select s.stream_version, s.position, s.state
      from snapshot s
      join event e on e.stream_id = s.stream_id and e.stream_version = s.stream_version
      where s.stream_id = :stream and s.state_type = :type and s.state_fingerprint = :fingerprint
        and e.position = s.position and e.hash = s.hash
      """;

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

  /** The stream's snapshot, if the same code wrote it and the log bears it out. */
  public Optional<Snapshot> find(String streamId, String stateType, String fingerprint) {
    return jdbc.sql(FIND)
        .param("stream", streamId)
        .param("type", stateType)
        .param("fingerprint", fingerprint)
        .query((row, n) ->
            new Snapshot(
                streamId,
                row.getLong("stream_version"),
                row.getLong("position"),
                stateType,
                fingerprint,
                row.getString("state")))
        .optional();
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
