package dev.contrail.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database as it was at one moment, for as long as this is open. */
final class Snapshot implements AutoCloseable {

  private final SingleConnectionDataSource connection;

  private Snapshot(Connection connection) {
    this.connection = new SingleConnectionDataSource(connection, true);
  }

  static Snapshot of(RunnerDatabase database) {
    try {
      var snapshot = new Snapshot(database.connectForLong());
      try {
        snapshot.take();
        return snapshot;
      } catch (SQLException | RuntimeException e) {
        snapshot.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot take a snapshot of the database", e);
    }
  }

  private void take() throws SQLException {
    var fresh = connection.getConnection();
    fresh.setAutoCommit(false);
    fresh.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    jdbc().execute("select 1"); // it is taken by the first statement
  }

  JdbcTemplate jdbc() {
    return new JdbcTemplate(connection);
  }

  @Override
  public void close() {
    connection.destroy();
  }
}
