package dev.contrail.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Unpacked from jars into the module's build directory: nothing but Java is needed. Each server
 * starts when first asked for.
 */
final class EmbeddedServers implements Servers {
  private final Path directory = buildDirectory().resolve("local-servers");
  private final Lock lock = new ReentrantLock();
  private @Nullable LocalPostgres postgres;
  private @Nullable LocalKafka kafka;

  @Override
  public Databases databases() {
    lock.lock();
    try {
      if (postgres == null) {
        var place = Place.temporary(directory, "postgres-");
        postgres = LocalPostgres.start(place, directory.resolve("postgres-programs"));
      }
      return Databases.of(postgres);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String kafkaBootstrapServers() {
    lock.lock();
    try {
      if (kafka == null) {
        kafka = LocalKafka.start(Place.temporary(directory, "kafka-"));
      }
      return kafka.bootstrapServers();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      if (postgres != null) {
        Clients.awaitLast(Databases.of(postgres));
      }
      if (kafka != null) {
        kafka.close();
      }
      if (postgres != null) {
        postgres.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private static Path buildDirectory() {
    var target = Path.of("target").toAbsolutePath();
    return Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
  }
}
