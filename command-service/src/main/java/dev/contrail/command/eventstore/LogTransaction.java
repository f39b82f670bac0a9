package dev.contrail.command.eventstore;

import dev.contrail.events.RecordedEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Appends to the log, one transaction at a time on one connection, in three round trips: {@link
 * #lockAndRead}, {@link #append}, commit. The connection is at READ COMMITTED without auto-commit,
 * so that each statement behind the lock sees what was committed before it was granted. The caller
 * owns the connection, commits and rolls back. Not safe for use by several threads.
 */
public final class LogTransaction {

  /** The channel on which other instances hear that the log has grown. */
  public static final String CHANNEL = "contrail_log";

  /** "Contrail" in ASCII: the advisory lock that whoever appends to the log holds. */
  private static final long LOG_LOCK = 0x436F6E747261696CL;

  private static final String LOCK_AND_READ =
      """
      select pg_advisory_xact_lock(%d);
      select position, hash, recorded_at from event order by position desc limit 1;
      %s;
      select %s from event e where e.command_id = any(?::uuid[]) order by e.position;
      select command_id, command_hash, outcome from command_outcome
      where command_id = any(?::uuid[]);
      select coalesce(max(number), 0) from personal_erasure
      """
          .formatted(LOG_LOCK, EventRows.TAILS, EventRows.COLUMNS);

  private static final String AT =
      """
      select position, hash, recorded_at from event where position = ?
      """;

  private static final String APPEND_EVENTS =
      """
      insert into event (position, stream_id, stream_version, type, type_version, data, metadata,
        command_id, command_index, command_hash, recorded_at, hash)
      select position, stream_id, stream_version, type, type_version, data::json, metadata::json,
        command_id, command_index, command_hash, recorded_at::timestamptz, hash
      from unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[],
        ?::uuid[], ?::int[], ?::bytea[], ?::text[], ?::bytea[])
        as fresh(position, stream_id, stream_version, type, type_version, data, metadata,
          command_id, command_index, command_hash, recorded_at, hash);
      select pg_notify('%s', '')
      """
          .formatted(CHANNEL);

  private static final String APPEND_OUTCOMES =
      """
      insert into command_outcome (command_id, command_hash, outcome, recorded_at)
      select command_id, command_hash, outcome::json, recorded_at::timestamptz
      from unnest(?::uuid[], ?::bytea[], ?::text[], ?::text[])
        as fresh(command_id, command_hash, outcome, recorded_at)
      """;

  private static final HexFormat HEX = HexFormat.of();

  private final Connection connection;

  public LogTransaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * Waits for the log's lock, then reads what is newer than the caller knows.
   *
   * @param knownVersions for each stream of interest, the version the caller's state stands at
   * @param commandIds the commands that may have been recorded already
   */
  public LockedLog lockAndRead(Map<String, Long> knownVersions, Collection<UUID> commandIds)
      throws SQLException {
    try (var statement = connection.prepareStatement(LOCK_AND_READ)) {
      var ids = array("uuid", commandIds);
      statement.setArray(1, array("text", knownVersions.keySet()));
      statement.setArray(2, array("bigint", knownVersions.values()));
      statement.setArray(3, ids);
      statement.setArray(4, ids);
      statement.execute();
      var head = LogHead.EMPTY;
      try (var row = nextResult(statement)) {
        if (row.next()) {
          head = EventRows.head(row);
        }
      }
      var tails = new ArrayList<RecordedEvent>();
      try (var row = nextResult(statement)) {
        while (row.next()) {
          tails.add(EventRows.event(row));
        }
      }
      var commands = new HashMap<UUID, RecordedCommand>();
      try (var row = nextResult(statement)) {
        while (row.next()) {
          var event = EventRows.event(row);
          var hash = row.getBytes("command_hash");
          commands
              .computeIfAbsent(
                  event.commandId(), id -> new RecordedCommand(hash, new ArrayList<>(), null))
              .events()
              .add(event);
        }
      }
      try (var row = nextResult(statement)) {
        while (row.next()) {
          commands.put(
              row.getObject("command_id", UUID.class),
              new RecordedCommand(
                  row.getBytes("command_hash"), List.of(), row.getString("outcome")));
        }
      }
      try (var row = nextResult(statement)) {
        row.next();
        return new LockedLog(head, tails, commands, row.getLong(1));
      }
    }
  }

  /** Waits for the log's lock: nobody appends until the transaction ends. */
  public void lock() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(%d)".formatted(LOG_LOCK));
    }
  }

  /** Position, hash and time of one event; {@link LogHead#EMPTY} if there is none. */
  public LogHead at(long position) throws SQLException {
    try (var statement = connection.prepareStatement(AT)) {
      statement.setLong(1, position);
      try (var row = statement.executeQuery()) {
        return row.next() ? EventRows.head(row) : LogHead.EMPTY;
      }
    }
  }

  private static ResultSet nextResult(PreparedStatement statement) throws SQLException {
    if (!statement.getMoreResults()) {
      throw new SQLException("a result of the log's read is missing");
    }
    return statement.getResultSet();
  }

  /** Inserts all events in one statement and tells other instances, once the caller commits. */
  public void append(List<NewEvent> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(APPEND_EVENTS)) {
      statement.setArray(1, column("bigint", events, e -> e.event().position()));
      statement.setArray(2, column("text", events, e -> e.event().streamId()));
      statement.setArray(3, column("bigint", events, e -> e.event().streamVersion()));
      statement.setArray(4, column("text", events, e -> e.event().type().name()));
      statement.setArray(5, column("int4", events, e -> e.event().type().version()));
      statement.setArray(6, column("text", events, e -> e.event().data()));
      statement.setArray(7, column("text", events, NewEvent::metadataJson));
      statement.setArray(8, column("uuid", events, e -> e.event().commandId()));
      statement.setArray(9, column("int4", events, e -> e.event().commandIndex()));
      statement.setArray(10, bytes(events, NewEvent::commandHash));
      statement.setArray(11, column("text", events, e -> e.event().recordedAt().toString()));
      statement.setArray(12, bytes(events, e -> HEX.parseHex(e.event().hash())));
      statement.execute();
    }
  }

  /** Inserts the outcomes of commands that recorded no event. */
  public void appendOutcomes(List<NewOutcome> outcomes) throws SQLException {
    if (outcomes.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(APPEND_OUTCOMES)) {
      statement.setArray(1, column("uuid", outcomes, NewOutcome::commandId));
      statement.setArray(2, bytes(outcomes, NewOutcome::commandHash));
      statement.setArray(3, column("text", outcomes, NewOutcome::outcome));
      statement.setArray(4, column("text", outcomes, o -> o.recordedAt().toString()));
      statement.execute();
    }
  }

  private <T> Array column(String type, List<T> rows, Function<T, Object> value)
      throws SQLException {
    return array(type, rows.stream().map(value).toList());
  }

  private <T> Array bytes(List<T> rows, Function<T, byte[]> value) throws SQLException {
    return connection.createArrayOf("bytea", rows.stream().map(value).toArray(byte[][]::new));
  }

  private Array array(String type, Collection<?> values) throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }
}
