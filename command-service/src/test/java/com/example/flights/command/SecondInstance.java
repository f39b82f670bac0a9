package com.example.flights.command;

import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** One more instance of the service, with a sequencer and a relay of its own. */
final class SecondInstance implements AutoCloseable {

  private static final List<String> SHARED =
      List.of(
          "spring.datasource.url",
          "spring.datasource.username",
          "spring.datasource.password",
          "spring.flyway.user",
          "spring.flyway.password",
          "spring.kafka.bootstrap-servers",
          "contrail.topic.name",
          "contrail.personal-data.master-keys",
          "spring.security.oauth2.resourceserver.jwt.issuer-uri");

  private final ConfigurableApplicationContext context;

  /**
   * @param first whose database and topic it shares
   */
  SecondInstance(Environment first) {
    var arguments =
        java.util.stream.Stream.concat(
            java.util.stream.Stream.of("--server.port=0", "--management.server.port=0"),
            SHARED.stream().map(name -> "--" + name + "=" + first.getRequiredProperty(name)));
    context =
        new SpringApplicationBuilder(CommandServiceApplication.class)
            .run(arguments.toArray(String[]::new));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
