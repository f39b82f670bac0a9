package com.example.flights.benchmarks;

import dev.contrail.local.Service;
import dev.contrail.local.ServiceProcess;
import dev.contrail.local.StackPorts;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command service from its jar, as it would run in production. */
final class CommandService implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int PRECONDITION_FAILED = 412;

  private static final TestIssuer ISSUER = TestIssuer.start();
  static final URI ISSUER_URI = URI.create(ISSUER.uri());

  /** Lets a load in; good for hours. */
  static final String TOKEN = ISSUER.token("benchmark", "flights:write", "bookings:write", "admin");

  /** Of both services. */
  static final Path MASTER_KEYS = Path.of("target", "master-keys.json").toAbsolutePath();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServiceProcess process;

  private CommandService(ServiceProcess process) {
    this.process = process;
  }

  /** Where a service of a log is to be found, not started yet. */
  static Service on(Database database, String kafka, String topic) {
    var surroundings = new Service.Surroundings(database, kafka, ISSUER_URI, MASTER_KEYS);
    return likeInProduction(Service.command(StackPorts.free(), surroundings), topic);
  }

  /** No page of another origin asks, as it does in local runs; one subject sends all there is. */
  static Service likeInProduction(Service service, String topic) {
    return service
        .with("CONTRAIL_TOPIC_NAME", topic)
        .with("CONTRAIL_SECURITY_ALLOWED_ORIGINS", "")
        .with("CONTRAIL_SECURITY_REQUESTS_PER_SECOND", "1000000");
  }

  /** Starts it and returns when it is ready; what it says goes to a file. */
  static CommandService start(Service service, Path project, Path log) {
    return new CommandService(JarProcess.start(service, project, log));
  }

  ProcessHandle handle() {
    return process.handle();
  }

  URI uri() {
    return process.service().uri();
  }

  /** Where a scheduled flight can be read, and with what token. */
  record Scheduled(String location, String token) {}

  /** Schedules a flight and returns its id. */
  String newFlight() {
    return JSON.readTree(scheduling().body()).get("flightId").asString();
  }

  Scheduled schedule() {
    var headers = scheduling().headers();
    return new Scheduled(
        headers.firstValue("Location").orElseThrow(),
        headers.firstValue("Consistency-Token").orElseThrow());
  }

  private HttpResponse<String> scheduling() {
    var request =
        HttpRequest.newBuilder(uri().resolve("/api/flights"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55",\
                    "distanceMiles":1797,"seats":180}\
                    """));
    return answer(request.build(), CREATED);
  }

  /** Has the flight looked at: by a command that is refused, for it expects another version. */
  void rescheduleInVain(String flight) {
    var request =
        HttpRequest.newBuilder(uri().resolve("/api/flights/" + flight + "/reschedule"))
            .header("Content-Type", "application/json")
            .header("If-Match", "\"999999999\"")
            .POST(BodyPublishers.ofString("{\"departure\":\"2001-03-01T07:00\"}"));
    expect(request.build(), PRECONDITION_FAILED);
  }

  /** The measurements of a meter by the name of the statistic, e.g. COUNT and TOTAL_TIME. */
  JsonNode meter(String name) {
    var request = HttpRequest.newBuilder(management("metrics/" + name)).build();
    return JSON.readTree(expect(request, OK)).get("measurements");
  }

  /** Has the relay publish its topic again from a position on; it begins at once. */
  void publishAgain(long from) {
    var settings = process.service().settings();
    var uri =
        management("relay/" + Objects.requireNonNull(settings.get("CONTRAIL_TOPIC_NAME"), "topic"));
    expect(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"from\":%d}".formatted(from)))
            .build(),
        OK);
  }

  private URI management(String path) {
    var port = process.service().readiness().getPort();
    return URI.create("http://127.0.0.1:%d/actuator/%s".formatted(port, path));
  }

  private String expect(HttpRequest request, int status) {
    return answer(request, status).body();
  }

  private HttpResponse<String> answer(HttpRequest request, int status) {
    try {
      var answer = send(request);
      if (answer.statusCode() != status) {
        throw new IllegalStateException(request + ": " + answer.statusCode() + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(request.toString(), e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      var allowed =
          HttpRequest.newBuilder(request, (name, value) -> true)
              .header("Authorization", "Bearer " + TOKEN);
      return http.send(allowed.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Lets it finish what it has accepted. */
  @Override
  public void close() {
    process.close();
  }
}
