package dev.contrail.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/**
 * The same broker as {@link LocalKafka} as a process of its own, for faults: it can be killed,
 * frozen and started again on its data and its port. Not for Windows.
 */
public final class KafkaProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration ASK_AGAIN = Duration.ofMillis(200);

  private final Place place;
  private final int port;
  private final KafkaLogins logins;
  private JavaProcess process;

  private KafkaProcess(Place place, int port, KafkaLogins logins, JavaProcess process) {
    this.place = place;
    this.port = port;
    this.logins = logins;
    this.process = process;
  }

  /**
   * Starts the broker and returns when it takes requests. Its settings and its log lie beside its
   * data.
   *
   * @throws PortInUseException at once, if the place's port is taken
   */
  public static KafkaProcess start(Place place) {
    return start(place, KafkaLogins.none());
  }

  /**
   * The same for those alone who may log in.
   *
   * @param logins with one for {@link KafkaLogins#BROKER}
   */
  public static KafkaProcess start(Place place, KafkaLogins logins) {
    int port = place.portOrFree();
    Ports.requireFree("Kafka", port);
    var kafka = new KafkaProcess(place, port, logins, launch(place.directory(), port, logins));
    kafka.awaitAnswer();
    return kafka;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    process.kill();
  }

  /** SIGSTOP: connections stay open and nothing answers. */
  public void freeze() {
    process.freeze();
  }

  /** SIGCONT: goes on as if no time had passed. */
  public void thaw() {
    process.thaw();
  }

  /**
   * After a kill: the same broker once more. Returns when it takes requests, up to some 20 seconds
   * later.
   */
  public void startAgain() {
    process = launch(place.directory(), port, logins);
    awaitAnswer();
  }

  /** Stops it in order and deletes temporary data. */
  @Override
  public void close() {
    thaw();
    process.process().destroy();
    process.process().onExit().join();
    place.deleteUnlessKept();
  }

  private static JavaProcess launch(Path directory, int port, KafkaLogins logins) {
    KafkaSettings.format(directory, logins);
    try {
      var settings = directory.resolveSibling(directory.getFileName() + ".properties");
      var controllerPort = Ports.free();
      var properties =
          logins.secure(
              KafkaSettings.of(directory, port, controllerPort), directory, port, controllerPort);
      try (var writer = Files.newBufferedWriter(settings)) {
        properties.store(writer, null);
      }
      var log = directory.resolveSibling(directory.getFileName() + ".log").toFile();
      return JavaProcess.start(
          JavaProcess.builder(256, "kafka.Kafka", settings.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() {
    var deadline = Instant.now().plus(START_LIMIT);
    while (!answers()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        process.kill();
        throw new IllegalStateException("Kafka did not start: " + place);
      }
      LockSupport.parkNanos(ASK_AGAIN.toNanos());
    }
  }

  private boolean answers() {
    if (!Ports.isInUse(port)) {
      return false;
    }
    var settings = new HashMap<>(logins.client(KafkaLogins.BROKER));
    settings.put("bootstrap.servers", bootstrapServers());
    settings.put("default.api.timeout.ms", 2_000);
    settings.put("request.timeout.ms", 1_000);
    try (var admin = Admin.create(settings)) {
      return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
