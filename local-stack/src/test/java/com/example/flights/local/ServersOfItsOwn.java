package com.example.flights.local;

import static org.awaitility.Awaitility.await;

import dev.contrail.servers.Databases;
import dev.contrail.servers.KafkaProcess;
import dev.contrail.servers.LocalPostgres;
import dev.contrail.servers.Place;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** A database server and a broker that one test has for itself and may kill. */
final class ServersOfItsOwn implements AutoCloseable {

  private static final Path PROGRAMS = Path.of("target", "local-servers", "postgres-programs");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path data;
  private final int port;
  private final KafkaProcess kafka;
  private final Backing backing;
  private LocalPostgres postgres;

  /**
   * @param directory for their data
   */
  ServersOfItsOwn(Path directory) {
    this.data = directory.resolve("postgres");
    this.kafka = KafkaProcess.start(Place.kept(directory.resolve("kafka"), 0));
    this.postgres = LocalPostgres.start(Place.kept(data, 0), PROGRAMS);
    this.port = postgres.port();
    var databases = Databases.of(postgres);
    this.backing =
        new Backing(
            databases.create("command", "contrail_command"),
            databases.create("query", "contrail_query"),
            kafka.bootstrapServers(),
            "flight-events");
  }

  Backing backing() {
    return backing;
  }

  /** kill -9, and once more on the same data. */
  void killPostgres() {
    stopPostgres();
    startPostgres();
  }

  /** kill -9. */
  void stopPostgres() {
    var process = postgres.process();
    process.destroyForcibly();
    process.onExit().join();
    postgres.close();
  }

  /** After it was stopped, on the same data. */
  void startPostgres() {
    await()
        .atMost(START_LIMIT)
        .ignoreException(UncheckedIOException.class) // its children hold its memory a little longer
        .until(() -> {
          postgres = LocalPostgres.start(Place.kept(data, port), PROGRAMS);
          return true;
        });
  }

  /** kill -9, and once more on the same data. */
  void killKafka() {
    stopKafka();
    startKafka();
  }

  /** kill -9. */
  void stopKafka() {
    kafka.kill();
  }

  /** After it was stopped, on the same data. */
  void startKafka() {
    kafka.startAgain();
  }

  KafkaProcess kafka() {
    return kafka;
  }

  @Override
  public void close() {
    kafka.close();
    postgres.close();
  }
}
