package dev.contrail.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Puts many new rows into a table by COPY: they need no arrays, which would be escaped here and
 * taken apart again by the server. Runs in the caller's transaction.
 */
final class RowCopy<V extends Record> {

  private static final int CHUNK = 1 << 16;

  private final JdbcTemplate jdbc;
  private final RecordColumns<V> columns;
  private final String copy;

  RowCopy(JdbcTemplate jdbc, RecordColumns<V> columns, String table) {
    this.jdbc = jdbc;
    this.columns = columns;
    this.copy =
        columns.columns().stream()
            .map(RecordColumns.Column::name)
            .collect(joining(", ", "copy " + table + " (", ") from stdin"));
  }

  void insert(Collection<V> rows) {
    jdbc.execute((Connection connection) -> copy(connection, rows));
  }

  private long copy(Connection connection, Collection<V> rows) throws SQLException {
    var sending = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    try {
      var text = new StringBuilder(2 * CHUNK);
      for (var row : rows) {
        append(text, row);
        if (text.length() > CHUNK) {
          var bytes = text.toString().getBytes(UTF_8);
          sending.writeToCopy(bytes, 0, bytes.length);
          text.setLength(0);
        }
      }
      var bytes = text.toString().getBytes(UTF_8);
      sending.writeToCopy(bytes, 0, bytes.length);
      return sending.endCopy();
    } finally {
      if (sending.isActive()) { // else the connection could do nothing else any more
        sending.cancelCopy();
      }
    }
  }

  private void append(StringBuilder text, V row) {
    var separator = "";
    for (var column : columns.columns()) {
      text.append(separator);
      var value = ColumnType.text(column.of(row));
      if (value == null) {
        text.append("\\N");
      } else {
        escape(text, value);
      }
      separator = "\t";
    }
    text.append('\n');
  }

  private static void escape(StringBuilder text, String value) {
    for (var i = 0; i < value.length(); i++) {
      var character = value.charAt(i);
      switch (character) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(character);
      }
    }
  }
}
