package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.servers.Database;
import dev.contrail.servers.Login;
import dev.contrail.servers.Privileges;
import dev.contrail.servers.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who may do what in the query database; docs/access/database/query.csv says it. */
class DatabaseRolesIntegrationTests {

  private static final Path MATRIX = Path.of("../docs/access/database/query.csv");
  private static final Database DATABASE =
      QueryDatabase.migrated("classpath:db/counter").database();

  /** Cure: grants one by one; a table that has no row fails. */
  @Test
  void everyRoleMayDoWhatTheTableSaysAndNothingElse() {
    as(DATABASE.service()).sql("create table if not exists projection.some (id int)").update();
    assertThat(Privileges.held(DATABASE, Privileges.roles(MATRIX)))
        .containsExactlyElementsOf(Privileges.said(MATRIX));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into template.journal select * from template.journal",
        "drop table template.journal",
        "truncate projection_cursor",
        "alter table projection_cursor add column x int",
        "select count(*) from flyway_schema_history",
        "create table mine (id int)",
        "create temporary table mine (id int)",
        "create schema mine",
        "set session_replication_role = replica",
        "set role contrail_query_owner",
        "copy watch to program 'true'",
        "select pg_read_file('PG_VERSION')"
      })
  void theServiceIsRefused(String statement) {
    assertThatThrownBy(() -> as(DATABASE.service()).sql(statement).update())
        .rootCause()
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void nobodyOfTheOtherSideComesIn() {
    var other = TestServers.freshDatabase("command");
    for (var login : List.of(other.service(), other.owner(), Database.RELAY)) {
      assertThatThrownBy(() -> as(login).sql("select 1").query().listOfRows())
          .rootCause()
          .hasMessageContaining("permission denied for database");
    }
  }

  private static JdbcClient as(Login login) {
    return JdbcClient.create(
        new DriverManagerDataSource(DATABASE.jdbcUrl(), login.user(), login.password()));
  }
}
