package dev.contrail.query.projection;

import dev.contrail.query.projection.InstanceProcess.Death;
import dev.contrail.servers.TestServers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** An {@link InstanceProcess} of this test. */
final class ChildInstance implements AutoCloseable {

  private final Process process;

  ChildInstance(CounterWorld world, Death death) {
    var login = world.database().details();
    var topic = world.topic().topic();
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  InstanceProcess.class.getName(),
                  login.getJdbcUrl(),
                  login.getUsername(),
                  login.getPassword(),
                  TestServers.kafkaBootstrapServers(),
                  topic.name(),
                  Integer.toString(topic.partitions()),
                  death.name())
              .redirectErrorStream(true)
              .redirectOutput(new File("target/child-instance.log"))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when it is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
