package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.LogHead;
import dev.contrail.command.eventstore.LogTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sequencer's one connection, opened when it is needed and again after it was lost. */
final class LogSession {

  private static final Logger log = LoggerFactory.getLogger(LogSession.class);

  private final LogConnection connections;
  private @Nullable Connection connection;

  LogSession(LogConnection connections) {
    this.connections = connections;
  }

  /**
   * A new connection may lead to another server: what was committed must be there too.
   *
   * @param known the end of the log as this instance last saw it
   */
  Connection open(LogHead known) throws SQLException, LogWentBackException {
    var open = connection;
    if (open == null) {
      open = connections.open();
      connection = open;
      var found = new LogTransaction(open).at(known.position());
      open.rollback();
      LogWentBackException.check(known, found);
    }
    return open;
  }

  void rollback() {
    try {
      if (connection != null) {
        connection.rollback();
      }
    } catch (SQLException e) {
      close();
    }
  }

  void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      log.debug("the log's connection was gone already", e);
    } finally {
      connection = null;
    }
  }
}
