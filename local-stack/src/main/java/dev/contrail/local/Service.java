package dev.contrail.local;

import dev.contrail.servers.Database;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of the two services as a process of its own.
 *
 * @param side {@code command} or {@code query}
 * @param settings environment variables, as Spring Boot reads them
 */
public record Service(
    String side, Port port, Port managementPort, StackPorts ports, Map<String, String> settings) {

  public Service {
    settings = Map.copyOf(settings);
  }

  /** The service that decides. */
  public static Service command(StackPorts ports, Database database, String kafka) {
    return of("command", Port.COMMAND, Port.COMMAND_MANAGEMENT, ports, database, kafka);
  }

  /** The service that answers questions. */
  public static Service query(StackPorts ports, Database database, String kafka) {
    return of("query", Port.QUERY, Port.QUERY_MANAGEMENT, ports, database, kafka);
  }

  private static Service of(
      String side,
      Port port,
      Port managementPort,
      StackPorts ports,
      Database database,
      String kafka) {
    var settings = new TreeMap<String, String>();
    settings.put("SERVER_ADDRESS", "127.0.0.1");
    settings.put("SERVER_PORT", Integer.toString(ports.of(port)));
    settings.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    settings.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.of(managementPort)));
    settings.put("SPRING_DATASOURCE_URL", database.jdbcUrl());
    settings.put("SPRING_DATASOURCE_USERNAME", database.service().user());
    settings.put("SPRING_DATASOURCE_PASSWORD", database.service().password());
    settings.put("SPRING_FLYWAY_URL", database.jdbcUrl());
    settings.put("SPRING_FLYWAY_USER", database.owner().user());
    settings.put("SPRING_FLYWAY_PASSWORD", database.owner().password());
    settings.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka);
    settings.put("SPRING_MAIN_BANNER_MODE", "off");
    // five programs share one terminal: only what the services themselves say is shown
    for (var library : List.of("ORG_APACHE", "ORG_SPRINGFRAMEWORK", "COM_ZAXXER")) {
      settings.put("LOGGING_LEVEL_" + library, "warn");
    }
    settings.put("LOGGING_LEVEL_ORG_FLYWAYDB", "error");
    return new Service(side, port, managementPort, ports, settings);
  }

  /** The same service with one more setting. */
  public Service with(String variable, String value) {
    var more = new TreeMap<>(settings);
    more.put(variable, value);
    return new Service(side, port, managementPort, ports, more);
  }

  /** E.g. {@code command-service}. */
  public String name() {
    return side + "-service";
  }

  /** Where its API is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + ports.of(port));
  }

  /** Says 200 when the service can do its work. */
  public URI readiness() {
    return URI.create(
        "http://127.0.0.1:%d/actuator/health/readiness".formatted(ports.of(managementPort)));
  }
}
