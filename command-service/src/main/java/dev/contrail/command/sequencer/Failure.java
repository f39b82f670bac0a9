package dev.contrail.command.sequencer;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failed statement says about whom to blame. */
enum Failure {
  /** One of the group's commands: find it by halves. */
  CONTENT,
  /** The connection, the server or the moment: the same group may pass on a new connection. */
  CONNECTION;

  static Failure of(SQLException e) {
    return isContent(e.getSQLState()) ? CONTENT : CONNECTION;
  }

  /** Classes 22 (data), 23 (integrity) and 54 (limits) of PostgreSQL's appendix A. */
  private static boolean isContent(@Nullable String state) {
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }
}
