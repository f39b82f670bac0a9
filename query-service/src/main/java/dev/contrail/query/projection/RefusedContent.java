package dev.contrail.query.projection;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Tells what can never be loaded or written from what cannot be done now. */
final class RefusedContent {

  private static final List<String> CLASSES = List.of("21", "22", "23", "54");

  private RefusedContent() {}

  /**
   * Rows that do not fit, rows that a statement meets twice, data exceptions, broken constraints
   * and limits: trying again would not help.
   */
  static boolean isCauseOf(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnfitRowException) {
        return true;
      }
      if (cause instanceof SQLException sql) {
        var state = Objects.requireNonNullElse(sql.getSQLState(), "");
        return CLASSES.stream().anyMatch(state::startsWith);
      }
    }
    return false;
  }
}
