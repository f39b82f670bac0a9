package dev.contrail.command.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.Clients;
import dev.contrail.command.faults.CounterDomain;
import dev.contrail.command.faults.History;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.servers.Databases;
import dev.contrail.servers.LocalPostgres;
import dev.contrail.servers.Place;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Fault 28 of docs/guarantees.md. Cures: synchronous_commit, which is why the server is asked for
 * it, and a sequencer that runs its group again on a new connection. The page cache outlives a
 * killed process: a power failure is fsync's business.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledPostgresIntegrationTests {

  private static final long SEED = 28;
  private static final int LIMIT = Integer.MAX_VALUE;
  private static final double BACK_WITHIN_SECONDS = 15;
  private static final Path PROGRAMS = Path.of("target", "local-servers", "postgres-programs");

  @TempDir Path directory;
  private LocalPostgres postgres;

  @BeforeEach
  void start() {
    postgres = LocalPostgres.start(data(0), PROGRAMS);
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  @Test
  void f28PostgresIsKilled() throws SQLException {
    kill(2);
  }

  @Test
  @Tag("long")
  void f28PostgresIsKilledOftenEnough() throws SQLException {
    kill(10);
  }

  private void kill(int times) throws SQLException {
    var database = new CommandDatabase(Databases.of(postgres).create("command", "command"));
    assertDurable(database);
    var history = new History(new CounterDomain(LIMIT));
    var random = new Random(SEED);
    var slowest = 0.0;
    var instances = List.of(database.sequencer(), database.sequencer());
    try (var _ = new Clients(history, LIMIT, instances)) {
      for (var i = 0; i < times; i++) {
        var progress = history.acknowledged() + 200 + random.nextInt(300);
        await().until(() -> history.acknowledged() > progress);
        var watch = new StopWatch();
        killAndStartAgain();
        var before = history.acknowledged();
        await().until(() -> history.acknowledged() > before);
        slowest = Math.max(slowest, watch.seconds());
      }
    } finally {
      instances.forEach(Sequencer::stop);
    }
    var verdict = history.check(database.store().readLog(0, Integer.MAX_VALUE));
    System.out.println(
        verdict.line(
            "F28 Postgres kill -9 %d times, seed %d".formatted(times, SEED),
            "recovered %.1f s".formatted(slowest)));
    assertThat(verdict).matches(History.Verdict::holds);
    assertThat(slowest).isLessThan(BACK_WITHIN_SECONDS);
  }

  private Place data(int port) {
    return Place.kept(directory.resolve("data"), port);
  }

  private static void assertDurable(CommandDatabase database) throws SQLException {
    try (var connection = database.connections().forAppending();
        var statement = connection.createStatement()) {
      for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        try (var row = statement.executeQuery("show " + setting)) {
          row.next();
          assertThat(row.getString(1)).as(setting).isEqualTo("on");
        }
      }
    }
  }

  /** The killed server's children hold its memory a little longer: until then none can start. */
  private void killAndStartAgain() {
    var port = postgres.port();
    var process = postgres.process();
    process.destroyForcibly();
    process.onExit().join();
    postgres.close();
    await()
        .ignoreException(UncheckedIOException.class)
        .until(() -> {
          postgres = LocalPostgres.start(data(port), PROGRAMS);
          return true;
        });
  }
}
