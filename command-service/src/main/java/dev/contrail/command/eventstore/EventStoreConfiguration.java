package dev.contrail.command.eventstore;

import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log in the application's own database. */
@Configuration(proxyBeanMethods = false)
public class EventStoreConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EventStore eventStore(DataSource dataSource) {
    return new PostgresEventStore(dataSource);
  }

  @Bean
  SnapshotStore snapshotStore(DataSource dataSource) {
    return new SnapshotStore(dataSource);
  }

  @Bean
  DirectConnections directConnections(JdbcConnectionDetails details) {
    return new DirectConnections(
        details.getJdbcUrl(),
        Objects.requireNonNull(details.getUsername()),
        Objects.requireNonNull(details.getPassword()));
  }
}
