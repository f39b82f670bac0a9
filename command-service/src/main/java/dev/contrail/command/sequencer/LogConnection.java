package dev.contrail.command.sequencer;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens the sequencer's own connection to the database, past any pool. */
@FunctionalInterface
public interface LogConnection {

  /**
   * A new connection at READ COMMITTED without auto-commit, whose time-outs bound how long a frozen
   * instance can hold the log's lock.
   */
  Connection open() throws SQLException;
}
