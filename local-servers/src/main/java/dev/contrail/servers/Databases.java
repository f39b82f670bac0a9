package dev.contrail.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What a superuser does to a server before the services come: checks it, and makes databases with
 * their roles.
 */
public final class Databases {
  private final UnaryOperator<String> jdbcUrl;
  private final String user;
  private final String password;

  Databases(UnaryOperator<String> jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  static Databases at(UnaryOperator<String> jdbcUrl) {
    return new Databases(jdbcUrl, LocalPostgres.SUPERUSER, LocalPostgres.SUPERUSER_PASSWORD);
  }

  /** The databases of an embedded server. */
  public static Databases of(LocalPostgres postgres) {
    return at(postgres::jdbcUrl);
  }

  /**
   * Makes the database of a side if it is not there, and its roles.
   *
   * @param side {@code command} or {@code query}: whose {@code database/<side>/roles.sql} is run in
   *     it
   */
  public Database create(String side, String name) {
    if (!exists(name)) {
      run("postgres", "create database " + name);
    }
    return withRoles(side, name);
  }

  /**
   * Makes a database with all that another one has by now; nobody may be connected to that one.
   *
   * @param side that it is of
   */
  Database copy(String original, String side, String name) {
    run("postgres", "create database %s template %s".formatted(name, original));
    return withRoles(side, name);
  }

  private Database withRoles(String side, String name) {
    run(name, rolesOf(side));
    var service = "contrail_" + side;
    var owner = service + "_owner";
    return new Database(
        jdbcUrl.apply(name),
        new Login(owner, owner),
        new Login(service, service),
        new Login(user, password));
  }

  /** Fails unless the server writes to disk before it acknowledges a commit. */
  void requireDurability() {
    for (var setting : new String[] {"fsync", "synchronous_commit"}) {
      var value = show(setting);
      if (!value.equals("on")) {
        throw new IllegalStateException(
            "PostgreSQL runs with %s %s: acknowledged events could be lost"
                .formatted(setting, value));
      }
    }
  }

  /** How many sessions clients have open, this question's own left out. */
  long sessions() {
    return Long.parseLong(
        ask(
            """
            select count(*) from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid()
            """));
  }

  String show(String setting) {
    return ask("show " + setting);
  }

  private boolean exists(String name) {
    try (var connection = connect("postgres");
        var query = connection.prepareStatement("select from pg_database where datname = ?")) {
      query.setString(1, name);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String ask(String sql) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return Objects.requireNonNull(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void run(String database, String sql) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl.apply(database), user, password);
  }

  private static String rolesOf(String side) {
    var name = "/database/" + side + "/roles.sql";
    try (InputStream in = Databases.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
