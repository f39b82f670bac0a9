package com.example.flights.local;

import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import dev.contrail.servers.Traces;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What both services work with.
 *
 * @param topic that nobody else uses
 */
record Backing(Database commands, Database queries, String kafka, String topic) {

  private static final String CUT =
      """
      select count(pg_terminate_backend(pid)) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      """;

  private interface Work<T> {
    T with(Statement statement) throws SQLException;
  }

  /** On the servers that all tests share. */
  static Backing shared() {
    return new Backing(
        TestServers.freshDatabase("command"),
        TestServers.freshDatabase("query"),
        TestServers.kafkaBootstrapServers(),
        TestServers.freshTopic("flight-events"));
  }

  /** What only the log itself can say. */
  long askTheLog(String sql) {
    return number(commands, sql);
  }

  /** Changes what no projection has written, as nobody should. */
  void tamperWithTheReadTables(String sql) {
    in(queries, sql, statement -> statement.executeUpdate(sql));
  }

  /** Ends all sessions that one of its databases has. */
  static void cutSessions(Database database) {
    number(database, CUT);
  }

  /** Where a text was written down: tables of both databases, topics. */
  List<String> tracesOf(String text) {
    var found = new ArrayList<>(Traces.inTables(commands, text));
    found.addAll(Traces.inTables(queries, text));
    found.addAll(Traces.inTopics(kafka, text));
    return found;
  }

  private static long number(Database database, String sql) {
    return in(
        database,
        sql,
        statement -> {
          try (var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  private static <T> T in(Database database, String sql, Work<T> work) {
    var login = database.superuser();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
        var statement = connection.createStatement()) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
