package dev.contrail.query.projection;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a component of a row is kept in PostgreSQL. An enum is kept as the text of its name. */
enum ColumnType {
  TEXT("text"),
  UUID_("uuid"),
  INTEGER("integer"),
  BIGINT("bigint"),
  BOOLEAN("boolean"),
  DATE("date"),
  TIMESTAMP("timestamp"),
  TIMESTAMPTZ("timestamptz"),
  JSONB("jsonb"),
  TEXT_LIST("text[]");

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /**
   * @throws IllegalArgumentException if there is no column type for it
   */
  static ColumnType of(Class<?> type) {
    if (type.isEnum() || type == String.class) {
      return TEXT;
    } else if (type == UUID.class) {
      return UUID_;
    } else if (type == int.class || type == Integer.class) {
      return INTEGER;
    } else if (type == long.class || type == Long.class) {
      return BIGINT;
    } else if (type == boolean.class || type == Boolean.class) {
      return BOOLEAN;
    } else if (type == LocalDate.class) {
      return DATE;
    } else if (type == LocalDateTime.class) {
      return TIMESTAMP;
    } else if (type == Instant.class) {
      return TIMESTAMPTZ;
    } else if (type == Json.class) {
      return JSONB;
    } else if (type == List.class) {
      return TEXT_LIST;
    }
    throw new IllegalArgumentException("a row cannot have a component of " + type);
  }

  /** The type of the array that carries a column's values into {@code unnest}. */
  String arraySql() {
    return this == TEXT_LIST ? "text[]" : sql + "[]";
  }

  /** What to select from the unnested column: {@code unnest} would take a list of lists apart. */
  String fromElement(String column) {
    return this == TEXT_LIST ? column + "::text[]" : column;
  }

  /** The text PostgreSQL reads the value from. */
  static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Json json -> json.text();
      case Enum<?> constant -> constant.name();
      case List<?> list -> arrayLiteral(list);
      default -> value.toString();
    };
  }

  private static String arrayLiteral(List<?> elements) {
    var literal = new StringBuilder("{");
    for (var element : elements) {
      literal.append(literal.length() == 1 ? "\"" : ",\"");
      literal.append(element.toString().replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return literal.append('}').toString();
  }

  /** Reads a column as the component's class. */
  @Nullable Object read(ResultSet rows, int index, Class<?> type) throws SQLException {
    return switch (this) {
      case TEXT -> textOrEnum(rows.getString(index), type);
      case INTEGER -> type == int.class ? rows.getInt(index) : rows.getObject(index, Integer.class);
      case BIGINT -> type == long.class ? rows.getLong(index) : rows.getObject(index, Long.class);
      case TIMESTAMPTZ -> instant(rows.getObject(index, OffsetDateTime.class));
      case JSONB -> json(rows.getString(index));
      case TEXT_LIST -> list(rows.getArray(index));
      case BOOLEAN -> rows.getObject(index, Boolean.class);
      case UUID_, DATE, TIMESTAMP -> rows.getObject(index, type);
    };
  }

  private static @Nullable Object textOrEnum(@Nullable String text, Class<?> type) {
    if (text == null || !type.isEnum()) {
      return text;
    }
    for (var constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(text)) {
        return constant;
      }
    }
    throw new UnfitRowException("'" + text + "' is no " + type.getSimpleName(), null);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Json json(@Nullable String text) {
    return text == null ? null : new Json(text);
  }

  private static @Nullable List<String> list(@Nullable Array array) throws SQLException {
    return array == null ? null : List.of((String[]) array.getArray());
  }
}
