package dev.contrail.local;

import dev.contrail.servers.Database;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of our programs as a process of its own.
 *
 * @param side what its lines begin with: {@code command}, {@code query} or {@code identity}
 * @param name e.g. {@code command-service}: of its folder and its jar
 * @param uri where its API is
 * @param readiness says 200 when it can do its work
 * @param settings environment variables, as Spring Boot reads them
 */
public record Service(
    String side, String name, URI uri, URI readiness, Map<String, String> settings) {

  private static final String ORIGINS = "CONTRAIL_SECURITY_ALLOWED_ORIGINS";

  public Service {
    settings = Map.copyOf(settings);
  }

  /**
   * What a service works with.
   *
   * @param issuer whose tokens it takes
   * @param masterKeys the file that both services have in common
   */
  public record Surroundings(Database database, String kafka, URI issuer, Path masterKeys) {}

  /** The service that decides. */
  public static Service command(StackPorts ports, Surroundings surroundings) {
    return of("command", ports.of(Port.COMMAND), ports.of(Port.COMMAND_MANAGEMENT), surroundings)
        .with(ORIGINS, pages(ports));
  }

  /** The service that answers questions. */
  public static Service query(StackPorts ports, Surroundings surroundings) {
    return of("query", ports.of(Port.QUERY), ports.of(Port.QUERY_MANAGEMENT), surroundings)
        .with(ORIGINS, pages(ports)) // its management port is another origin
        .with("CONTRAIL_CONSOLE_COMMAND_SERVICE", loopback(ports.of(Port.COMMAND), "").toString())
        .with(
            "CONTRAIL_CONSOLE_MANAGEMENT",
            loopback(ports.of(Port.QUERY_MANAGEMENT), "").toString());
  }

  /**
   * What gives access tokens to demo roles.
   *
   * @param data where it keeps its key
   */
  public static Service identity(StackPorts ports, Path data) {
    var port = ports.of(Port.IDENTITY);
    var uri = issuer(ports);
    var settings = common(port);
    settings.put("SPRING_SECURITY_OAUTH2_AUTHORIZATIONSERVER_ISSUER", uri.toString());
    settings.put("CONTRAIL_IDENTITY_DATA", data.toString());
    settings.put("CONTRAIL_IDENTITY_ALLOWED_ORIGINS", console(ports));
    settings.put(
        "CONTRAIL_API_PAGES_COMMAND_SERVICE", loopback(ports.of(Port.COMMAND), "").toString());
    settings.put("CONTRAIL_API_PAGES_QUERY_SERVICE", loopback(ports.of(Port.QUERY), "").toString());
    var ready = uri.resolve("/.well-known/oauth-authorization-server");
    return new Service("identity", "local-identity", uri, ready, settings);
  }

  /** Whose tokens the services of these ports take. */
  public static URI issuer(StackPorts ports) {
    return loopback(ports.of(Port.IDENTITY), "");
  }

  /** Where the console comes from, by both names that a browser knows this machine by. */
  private static String console(StackPorts ports) {
    var port = ports.of(Port.QUERY);
    return "http://127.0.0.1:%1$d,http://localhost:%1$d".formatted(port);
  }

  /** Whose scripts may ask the services: the console, and the issuer's pages about the API. */
  private static String pages(StackPorts ports) {
    return console(ports) + "," + issuer(ports);
  }

  private static Service of(String side, int port, int managementPort, Surroundings surroundings) {
    var database = surroundings.database();
    var settings = common(port);
    settings.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    settings.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    settings.put("SPRING_DATASOURCE_URL", database.jdbcUrl());
    settings.put("SPRING_DATASOURCE_USERNAME", database.service().user());
    settings.put("SPRING_DATASOURCE_PASSWORD", database.service().password());
    settings.put("SPRING_FLYWAY_URL", database.jdbcUrl());
    settings.put("SPRING_FLYWAY_USER", database.owner().user());
    settings.put("SPRING_FLYWAY_PASSWORD", database.owner().password());
    settings.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", surroundings.kafka());
    settings.put(
        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", surroundings.issuer().toString());
    settings.put("CONTRAIL_PERSONALDATA_MASTERKEYS", surroundings.masterKeys().toString());
    return new Service(
        side,
        side + "-service",
        loopback(port, ""),
        loopback(managementPort, "/actuator/health/readiness"),
        settings);
  }

  private static TreeMap<String, String> common(int port) {
    var settings = new TreeMap<String, String>();
    settings.put("SERVER_ADDRESS", "127.0.0.1");
    settings.put("SERVER_PORT", Integer.toString(port));
    settings.put("SPRING_MAIN_BANNER_MODE", "off");
    settings.put("SPRING_MAIN_LOG_STARTUP_INFO", "false");
    // six programs share one terminal: only what the services themselves say is shown, and shortly
    settings.put("LOGGING_PATTERN_DATEFORMAT", "HH:mm:ss.SSS");
    settings.put("LOGGING_INCLUDE_APPLICATION_NAME", "false");
    for (var library : List.of("ORG_APACHE", "ORG_SPRINGFRAMEWORK", "COM_ZAXXER")) {
      settings.put("LOGGING_LEVEL_" + library, "warn");
    }
    settings.put("LOGGING_LEVEL_ORG_FLYWAYDB", "error");
    return settings;
  }

  private static URI loopback(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** The same service with one more setting. */
  public Service with(String variable, String value) {
    var more = new TreeMap<>(settings);
    more.put(variable, value);
    return new Service(side, name, uri, readiness, more);
  }
}
