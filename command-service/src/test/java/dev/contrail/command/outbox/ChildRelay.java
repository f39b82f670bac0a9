package dev.contrail.command.outbox;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.events.EventTopic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A {@link RelayProcess} of this test. */
final class ChildRelay implements AutoCloseable {

  private final Process process;
  private volatile State state = State.RETRYING;

  ChildRelay(CommandDatabase database, String bootstrap, EventTopic topic, Delivery delivery) {
    var connections = database.connections();
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  RelayProcess.class.getName(),
                  connections.url(),
                  connections.user(),
                  connections.password(),
                  bootstrap,
                  topic.name(),
                  Integer.toString(topic.partitions()),
                  delivery.name())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var told = line.strip();
        Arrays.stream(State.values())
            .filter(value -> value.name().equals(told))
            .forEach(value -> state = value);
      }
    } catch (IOException e) {
      // it was killed
    }
  }

  /** What it last said; a frozen one says nothing. */
  State state() {
    return state;
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL; returns when it is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
