package dev.contrail.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class TestServersIntegrationTests {

  @ParameterizedTest
  @ValueSource(strings = {"command", "query"})
  void eachSideHasAnOwnerThatMayMakeTablesAndAServiceThatMayNot(String side) throws SQLException {
    var database = TestServers.freshDatabase(side);
    assertThat(database.owner().user()).isEqualTo("contrail_" + side + "_owner");
    assertThat(database.service().user()).isEqualTo("contrail_" + side);

    execute(database, database.owner(), "create table flight (id int); create schema other");
    assertThatThrownBy(() -> execute(database, database.service(), "create table mine (id int)"))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
    assertThatThrownBy(() -> execute(database, database.service(), "select * from flight"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void anotherSidesServiceCannotConnect() {
    var command = TestServers.freshDatabase("command");
    var query = TestServers.freshDatabase("query");
    assertThatThrownBy(() -> execute(command, query.service(), "select 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied for database");
  }

  @Test
  void everyDatabaseIsNew() throws SQLException {
    var first = TestServers.freshDatabase("command");
    var second = TestServers.freshDatabase("command");
    assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
    execute(first, first.owner(), "create table only_here (id int)");
    execute(second, second.owner(), "create table only_here (id int)");
  }

  @Test
  void kafkaTakesRecords() throws Exception {
    var topic = new TopicOfLines(TestServers.kafkaBootstrapServers(), TestServers.freshTopic("t"));
    topic.create();
    topic.send("hello");
    assertThat(topic.read(1)).containsExactly("hello");
  }

  private static void execute(Database database, Login login, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
