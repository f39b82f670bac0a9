package com.example.flights.benchmarks;

import dev.contrail.servers.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Statements as the superuser of a database. */
final class Sql {

  private Sql() {}

  static void run(Database database, Path script, Object... parameters) {
    try {
      run(database, Files.readString(script), parameters);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static void run(Database database, String sql, Object... parameters) {
    var login = database.superuser();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
        var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(sql.strip(), e);
    }
  }

  static long number(Database database, String sql) {
    var login = database.superuser();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
