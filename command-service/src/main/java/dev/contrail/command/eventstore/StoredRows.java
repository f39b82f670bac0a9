package dev.contrail.command.eventstore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Reads the log as it is stored, in pages: each page is a COPY of its own, the fastest way out of
 * PostgreSQL, so that no reader, however slow, keeps a transaction or a connection. The order and
 * the limit make every page a walk along an index.
 */
final class StoredRows {

  private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};

  /** The signature, the flags and the length of an extension that does not exist yet. */
  private static final int HEADER = SIGNATURE.length + 2 * Integer.BYTES;

  /** What stands where a row's count of columns would: the end. */
  private static final int TRAILER = Short.BYTES;

  private static final String LOG =
      """
      copy (select %s from event e where position > %d and position <= %d order by position limit %d)
      to stdout (format binary)
      """;

  private static final String STREAM =
      """
      copy (select %s from event e where stream_id = %s and stream_version > %d
        order by stream_version limit %d)
      to stdout (format binary)
      """;

  private static final String FIRST_WITHOUT_PREDECESSOR =
      """
      select coalesce(min(known.position), 0)
      from unnest(?::bigint[], ?::text[], ?::bigint[]) as known(position, stream_id, version)
      where not exists (
        select from event e
        where e.stream_id = known.stream_id and e.stream_version = known.version - 1
          and e.position < known.position)
      """;

  private final JdbcTemplate jdbc;

  StoredRows(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** The next rows of the log, up to and with a position. */
  List<StoredRow> ofLog(long afterPosition, long upTo, int limit) {
    return read(connection -> LOG.formatted(EventRows.COLUMNS, afterPosition, upTo, limit));
  }

  /** The next rows of a stream. */
  List<StoredRow> ofStream(String streamId, long afterVersion, int limit) {
    return read(connection ->
        STREAM.formatted(EventRows.COLUMNS, literal(connection, streamId), afterVersion, limit));
  }

  /**
   * Of these rows, the position of the first one whose stream does not have the version before it
   * further up in the log; 0 if all have.
   */
  long firstWithoutPredecessor(List<StoredRow> rows) {
    return Objects.requireNonNull(
        jdbc.execute(
            FIRST_WITHOUT_PREDECESSOR,
            (PreparedStatementCallback<Long>)
                statement -> {
                  var connection = statement.getConnection();
                  statement.setArray(1, array(connection, "bigint", rows, StoredRow::position));
                  statement.setArray(
                      2, array(connection, "text", rows, row -> row.text(StoredRow.STREAM_ID)));
                  statement.setArray(
                      3, array(connection, "bigint", rows, StoredRow::streamVersion));
                  try (var result = statement.executeQuery()) {
                    result.next();
                    return result.getLong(1);
                  }
                }));
  }

  private static Array array(
      Connection connection, String type, List<StoredRow> rows, Function<StoredRow, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(value).toArray());
  }

  private List<StoredRow> read(Query query) {
    return Objects.requireNonNull(
        jdbc.execute(
            (ConnectionCallback<List<StoredRow>>)
                connection -> {
                  var postgres = connection.unwrap(PGConnection.class);
                  return read(postgres, query.on(postgres));
                }));
  }

  /** One message is one row; the first carries the header too. */
  private static List<StoredRow> read(PGConnection connection, String query) throws SQLException {
    var rows = new ArrayList<StoredRow>();
    var out = connection.getCopyAPI().copyOut(query);
    byte @Nullable [] message;
    while ((message = out.readFromCopy()) != null) {
      var from = startsWithSignature(message) ? HEADER : 0;
      if (message.length - from > TRAILER) {
        rows.add(
            new StoredRow(from == 0 ? message : Arrays.copyOfRange(message, from, message.length)));
      }
    }
    return rows;
  }

  private static boolean startsWithSignature(byte[] message) {
    return message.length >= HEADER
        && Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  private static String literal(PGConnection connection, String text) throws SQLException {
    return "'" + connection.escapeLiteral(text) + "'";
  }

  /** COPY takes no parameters, so that texts have to be written into the statement. */
  private interface Query {
    String on(PGConnection connection) throws SQLException;
  }
}
