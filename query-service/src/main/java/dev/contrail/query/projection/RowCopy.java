package dev.contrail.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Puts many new rows into a table by COPY: they need no arrays, which would be escaped here and
 * taken apart again by the server. Runs in the caller's transaction.
 */
final class RowCopy<R> {

  /** From so many rows on, a COPY is worth its round trip. */
  static final int MANY = 50;

  private static final int CHUNK = 1 << 16;

  private final JdbcTemplate jdbc;
  private final Values<R> values;
  private final String copy;

  /** Says the values of a row, in the order of the columns. */
  @FunctionalInterface
  interface Values<R> {
    void tell(R row, Consumer<@Nullable Object> column);
  }

  RowCopy(JdbcTemplate jdbc, String table, List<String> columns, Values<R> values) {
    this.jdbc = jdbc;
    this.values = values;
    this.copy = "copy %s (%s) from stdin".formatted(table, String.join(", ", columns));
  }

  void insert(Collection<R> rows) {
    jdbc.execute((Connection connection) -> copy(connection, rows));
  }

  private long copy(Connection connection, Collection<R> rows) throws SQLException {
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

  private void append(StringBuilder text, R row) {
    values.tell(
        row,
        value -> {
          appendValue(text, value);
          text.append('\t');
        });
    text.setCharAt(text.length() - 1, '\n');
  }

  private static void appendValue(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append("\\N");
      case Long number -> text.append(number.longValue());
      case Integer number -> text.append(number.intValue());
      case UUID id -> text.append(id);
      default -> escape(text, requireNonNull(ColumnType.text(value)));
    }
  }

  private static void escape(StringBuilder text, String value) {
    var begun = 0;
    for (var i = 0; i < value.length(); i++) {
      var escaped = escaped(value.charAt(i));
      if (escaped != null) {
        text.append(value, begun, i).append(escaped);
        begun = i + 1;
      }
    }
    if (begun == 0) { // of nearly all: in one piece
      text.append(value);
    } else {
      text.append(value, begun, value.length());
    }
  }

  private static @Nullable String escaped(char character) {
    return switch (character) {
      case '\\' -> "\\\\";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> null;
    };
  }
}
