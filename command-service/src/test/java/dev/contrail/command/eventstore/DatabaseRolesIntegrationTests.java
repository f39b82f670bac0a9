package dev.contrail.command.eventstore;

import static dev.contrail.command.counter.Counters.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.servers.Privileges;
import dev.contrail.servers.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who may do what in the command database; docs/access/database/command.csv says it. */
class DatabaseRolesIntegrationTests {

  private static final Path MATRIX = Path.of("../docs/access/database/command.csv");
  private static final CommandDatabase DATABASE = new CommandDatabase();

  /** Cure: grants one by one; a table that has no row fails. */
  @Test
  void everyRoleMayDoWhatTheTableSaysAndNothingElse() {
    assertThat(Privileges.held(DATABASE.database(), Privileges.roles(MATRIX)))
        .containsExactlyElementsOf(Privileges.said(MATRIX));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update event set type = 'x'",
        "delete from event",
        "truncate event",
        "drop trigger event_append_only on event",
        "alter table event disable trigger all",
        "set session_replication_role = replica",
        "set role contrail_command_owner",
        "set role contrail_relay",
        "do 'begin lock table event in access exclusive mode; end'",
        "update outbox set position = 0",
        "select count(*) from outbox",
        "delete from snapshot",
        "delete from command_outcome",
        "select count(*) from flyway_schema_history",
        "create table mine (id int)",
        "create temporary table mine (id int)",
        "create function mine() returns int language sql return 1",
        "copy event to program 'true'",
        "select pg_read_file('PG_VERSION')",
        "alter role contrail_command superuser"
      })
  void theServiceIsRefused(String statement) {
    assertThatThrownBy(() -> DATABASE.asService().sql(statement).update())
        .rootCause()
        .hasMessageMatching("(?s).*(permission denied|must be owner|only roles with).*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into event select * from event",
        "update event set type = 'x'",
        "delete from event",
        "truncate event",
        "drop trigger event_append_only on event",
        "set session_replication_role = replica",
        "set role contrail_command",
        "update outbox set destination = 'x'",
        "delete from outbox",
        "select count(*) from snapshot",
        "select count(*) from command_outcome",
        "create table mine (id int)"
      })
  void theRelayIsRefused(String statement) {
    assertThatThrownBy(() -> DATABASE.asRelay().sql(statement).update())
        .rootCause()
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void nobodyOfTheOtherSideComesIn() {
    var other = TestServers.freshDatabase("query");
    for (var login : List.of(other.service(), other.owner())) {
      var stranger =
          new DriverManagerDataSource(
              DATABASE.database().jdbcUrl(), login.user(), login.password());
      assertThatThrownBy(() -> JdbcClient.create(stranger).sql("select 1").query().listOfRows())
          .rootCause()
          .hasMessageContaining("permission denied for database");
    }
  }

  @Test
  void whatTheyAreThereForWorks() {
    var sequencer = DATABASE.sequencer();
    assertThatCode(() -> sequencer.execute(count("stream", 1, 10))).doesNotThrowAnyException();
    sequencer.stop();
    assertThat(DATABASE.asRelay().sql("select count(*) from event").query(Long.class).single())
        .isPositive();
  }
}
