package dev.contrail.servers;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The images that production would run, through Testcontainers. Each starts when first asked for.
 */
final class ContainerServers implements Servers {
  private static final String POSTGRES_IMAGE = "postgres:18";
  private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";

  private final Lock lock = new ReentrantLock();
  private @Nullable PostgreSQLContainer postgres;
  private @Nullable KafkaContainer kafka;

  @Override
  public Databases databases() {
    lock.lock();
    try {
      if (postgres == null) {
        postgres = startPostgres();
        databasesOf(postgres).requireDurability();
      }
      return databasesOf(postgres);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String kafkaBootstrapServers() {
    lock.lock();
    try {
      if (kafka == null) {
        kafka = startKafka();
      }
      return kafka.getBootstrapServers();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      if (postgres != null) {
        Clients.awaitLast(databasesOf(postgres));
      }
      if (kafka != null) {
        kafka.stop();
      }
      if (postgres != null) {
        postgres.stop();
      }
    } finally {
      lock.unlock();
    }
  }

  private static PostgreSQLContainer startPostgres() {
    var container =
        new PostgreSQLContainer(POSTGRES_IMAGE)
            .withUsername(LocalPostgres.SUPERUSER)
            .withPassword(LocalPostgres.SUPERUSER_PASSWORD)
            .withDatabaseName("postgres")
            .withEnv("POSTGRES_INITDB_ARGS", "--locale-provider=builtin --locale=C.UTF-8");
    // Testcontainers turns fsync off
    container.setCommand("postgres", "-c", "fsync=on", "-c", "max_connections=300");
    container.start();
    return container;
  }

  private static KafkaContainer startKafka() {
    var container =
        new KafkaContainer(KAFKA_IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    container.start();
    return container;
  }

  private static Databases databasesOf(PostgreSQLContainer container) {
    UnaryOperator<String> url =
        name ->
            "jdbc:postgresql://%s:%d/%s"
                .formatted(
                    container.getHost(),
                    container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                    name);
    return Databases.at(url);
  }
}
