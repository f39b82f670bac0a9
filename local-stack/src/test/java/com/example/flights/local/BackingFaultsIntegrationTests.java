package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults 29 and 35 of docs/guarantees.md: what the services work with comes, goes and comes again,
 * and nobody restarts them.
 */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class BackingFaultsIntegrationTests {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration ALONE = Duration.ofSeconds(5);

  private ServersOfItsOwn servers;
  private RunningSystem system;

  @BeforeAll
  void start(@TempDir Path directory) {
    servers = new ServersOfItsOwn(directory);
    system = RunningSystem.start("backing-faults", servers.backing(), Map.of());
  }

  @AfterAll
  void stop() {
    system.close();
    servers.close();
  }

  @Test
  void f35TheServicesMayComeFirst() {
    inOrder("services, broker, database");
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      strings = {
        "services, database, broker",
        "database, services, broker",
        "database, broker, services",
        "broker, services, database",
        "broker, database, services"
      })
  void f35AnyMayComeFirst(String order) {
    inOrder(order);
  }

  /**
   * Cures: migrations wait for the database; sequencer, relay and projections look for what is away
   * until it is there.
   */
  private void inOrder(String order) {
    system.kill();
    servers.stopPostgres();
    servers.stopKafka();
    for (var one : order.split(", ")) {
      switch (one) {
        case "database" -> servers.startPostgres();
        case "broker" -> servers.startKafka();
        default -> startServices();
      }
    }
    var processes = List.of(system.commandService(), system.queryService());
    var complete = Instant.now();
    system.awaitReadiness();
    assertEverythingWorks();
    System.out.printf("F35 %s | all well %.1f s later%n", order, seconds(complete, Instant.now()));
    assertThat(List.of(system.commandService(), system.queryService()))
        .isEqualTo(processes)
        .allMatch(ProcessHandle::isAlive);
  }

  /** They go on looking for whatever is not there: for a while nothing else happens. */
  private void startServices() {
    system.startAgain();
    await()
        .during(ALONE)
        .atMost(LIMIT)
        .until(() -> system.commandService().isAlive() && system.queryService().isAlive());
  }

  /** Cure: pools and sessions of their own throw away what is dead. */
  @Test
  void f29TheDatabaseIsRestarted() {
    assertEverythingWorks();
    servers.stopPostgres();
    await().atMost(LIMIT).until(() -> schedule("KEF").statusCode() == 503);
    servers.startPostgres();
    var back = Instant.now();
    await().atMost(LIMIT).until(() -> schedule("KEF").statusCode() == 201);
    var accepted = Instant.now();
    assertEverythingWorks();
    System.out.printf(
        "F29 PostgreSQL killed and restarted | commands accepted %.1f s later, read %.1f s later%n",
        seconds(back, accepted), seconds(back, Instant.now()));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1e3;
  }

  private HttpResponse<String> schedule(String origin) {
    return system.agent().schedule(UUID.randomUUID(), origin + "-LIS", "2001-04-01T06:55");
  }

  /** A command is accepted and read. */
  private void assertEverythingWorks() {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(() -> {
          var accepted = schedule("ZRH");
          assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
          var token = accepted.headers().firstValue("Consistency-Token").orElseThrow();
          assertThat(system.agent().query("/api/flights?origin=ZRH", token).path("items"))
              .isNotEmpty();
        });
  }
}
