package com.example.flights.command;

import dev.contrail.servers.Database;
import dev.contrail.servers.TestIssuer;
import dev.contrail.servers.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** One instance of the service on free ports, with a sequencer and a relay of its own. */
final class ServiceInstance implements AutoCloseable {

  private static final List<String> SHARED =
      List.of(
          "spring.datasource.url",
          "spring.datasource.username",
          "spring.datasource.password",
          "spring.kafka.bootstrap-servers",
          "contrail.topic.name",
          "contrail.personal-data.master-keys",
          "spring.security.oauth2.resourceserver.jwt.issuer-uri");

  private final ConfigurableApplicationContext context;

  private ServiceInstance(Map<String, String> settings) {
    var arguments =
        Stream.concat(
            Stream.of("--server.port=0", "--management.server.port=0"),
            settings.entrySet().stream()
                .map(one -> "--%s=%s".formatted(one.getKey(), one.getValue())));
    context =
        new SpringApplicationBuilder(CommandServiceApplication.class)
            .run(arguments.toArray(String[]::new));
  }

  /**
   * Finds the database migrated, as where that is a step of its own.
   *
   * @param first whose database and topic it shares
   */
  static ServiceInstance beside(Environment first) {
    var settings = new HashMap<String, String>(Map.of("spring.flyway.enabled", "false"));
    SHARED.forEach(name -> settings.put(name, first.getRequiredProperty(name)));
    return new ServiceInstance(settings);
  }

  /** On the broker that all tests share. */
  static ServiceInstance on(Database database, String topic, TestIssuer issuer) {
    return on(database, topic, issuer, Map.of());
  }

  /** The same with further settings. */
  static ServiceInstance on(
      Database database, String topic, TestIssuer issuer, Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.putAll(
        Map.of(
            "spring.datasource.url",
            database.jdbcUrl(),
            "spring.datasource.username",
            database.service().user(),
            "spring.datasource.password",
            database.service().password(),
            "spring.flyway.user",
            database.owner().user(),
            "spring.flyway.password",
            database.owner().password(),
            "spring.kafka.bootstrap-servers",
            TestServers.kafkaBootstrapServers(),
            "contrail.topic.name",
            topic,
            "contrail.personal-data.master-keys",
            "target/master-keys.json",
            "spring.security.oauth2.resourceserver.jwt.issuer-uri",
            issuer.uri()));
    return new ServiceInstance(all);
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** As SIGTERM does. */
  @Override
  public void close() {
    context.close();
  }
}
