package dev.contrail.query.projection;

import dev.contrail.query.projection.InstanceProcess.Death;
import dev.contrail.servers.JavaProcess;
import dev.contrail.servers.TestServers;
import java.io.File;
import java.util.Objects;

/** An {@link InstanceProcess} of this test. */
final class ChildInstance implements AutoCloseable {

  private final JavaProcess process;

  ChildInstance(CounterWorld world, Death death) {
    this(world, death, "");
  }

  /**
   * @param group of its consumers, to share their partitions with others; empty for one of its own
   */
  ChildInstance(CounterWorld world, Death death, String group) {
    var login = world.database().details();
    var topic = world.topic().topic();
    process =
        JavaProcess.start(
            JavaProcess.builder(
                    256,
                    InstanceProcess.class.getName(),
                    login.getJdbcUrl(),
                    Objects.requireNonNull(login.getUsername()),
                    Objects.requireNonNull(login.getPassword()),
                    TestServers.kafkaBootstrapServers(),
                    topic.name(),
                    Integer.toString(topic.partitions()),
                    death.name(),
                    group)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/child-instance.log")));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void freeze() {
    process.freeze();
  }

  void thaw() {
    process.thaw();
  }

  /** SIGKILL; returns when it is gone. */
  @Override
  public void close() {
    process.kill();
  }
}
