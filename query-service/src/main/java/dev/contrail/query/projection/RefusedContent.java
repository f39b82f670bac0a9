package dev.contrail.query.projection;

import java.sql.SQLException;
import java.util.Objects;

/** Tells what a database will never take from what it cannot take now. */
final class RefusedContent {

  private RefusedContent() {}

  /** Data exceptions, broken constraints and limits: trying again would not help. */
  static boolean isCauseOf(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        var state = Objects.requireNonNullElse(sql.getSQLState(), "");
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
      }
    }
    return false;
  }
}
