package dev.contrail.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LocalPostgresIntegrationTests {
  private static final Path PROGRAMS = Path.of("target/local-servers/postgres-programs");

  @Test
  void acknowledgesACommitOnlyWhenItIsOnDisk(@TempDir Path temporary) {
    try (var postgres =
        LocalPostgres.start(new Place(temporary.resolve("data"), false, 0), PROGRAMS)) {
      assertThat(Databases.of(postgres).show("fsync")).isEqualTo("on");
      assertThat(Databases.of(postgres).show("synchronous_commit")).isEqualTo("on");
      assertThat(Databases.of(postgres).show("listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(Databases.of(postgres).show("server_version_num")).startsWith("18");
    }
  }

  @Test
  void keepsItsDataOverARestart(@TempDir Path temporary) throws SQLException {
    var place = Place.kept(temporary.resolve("data"), Ports.free());
    try (var postgres = LocalPostgres.start(place, PROGRAMS)) {
      execute(postgres, "create table kept as select 42 as answer");
    }
    try (var postgres = LocalPostgres.start(place, PROGRAMS)) {
      assertThat(answer(postgres)).isEqualTo(42);
    }
  }

  @Test
  void namesABusyPortAtOnce(@TempDir Path temporary) throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var place = Place.kept(temporary, other.getLocalPort());
      var before = Instant.now();
      assertThatThrownBy(() -> LocalPostgres.start(place, PROGRAMS))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining(
              "Port " + other.getLocalPort() + " for PostgreSQL is already in use")
          .message()
          .doesNotContain("\n");
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }
  }

  private static void execute(LocalPostgres postgres, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("postgres"),
                LocalPostgres.SUPERUSER,
                LocalPostgres.SUPERUSER_PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int answer(LocalPostgres postgres) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("postgres"),
                LocalPostgres.SUPERUSER,
                LocalPostgres.SUPERUSER_PASSWORD);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select answer from kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
