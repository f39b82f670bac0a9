package dev.contrail.command.operations;

import dev.contrail.command.eventstore.EventStore;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log on the management port: look, read, verify. */
@Configuration(proxyBeanMethods = false)
public class LogOperationsConfiguration {

  @Bean
  LogEndpoint logEndpoint(EventStore store) {
    return new LogEndpoint(store);
  }

  @Bean
  LogEventsEndpoint logEventsEndpoint(DataSource dataSource) {
    return new LogEventsEndpoint(dataSource);
  }

  @Bean
  LogVerificationEndpoint logVerificationEndpoint(DataSource dataSource) {
    return new LogVerificationEndpoint(dataSource);
  }
}
