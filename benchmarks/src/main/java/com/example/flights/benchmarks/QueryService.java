package com.example.flights.benchmarks;

import dev.contrail.local.Service;
import dev.contrail.local.Service.Surroundings;
import dev.contrail.local.ServiceProcess;
import dev.contrail.local.StackPorts;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A query service from its jar, with a database of its own. */
final class QueryService implements AutoCloseable {

  private static final int OK = 200;

  /** Events that the slowest projection has dealt with. */
  private static final String APPLIED =
      """
      select min(applied) from (
        select sum(c.next_offset) as applied
        from projection_generation g
        join projection_cursor c on c.generation = g.projection || '_g' || g.generation
        where g.live
        group by g.projection) as live
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Database database;
  private final ServiceProcess process;

  private QueryService(Database database, ServiceProcess process) {
    this.database = database;
    this.process = process;
  }

  static QueryService start(Bench bench, String topic) {
    var database = TestServers.freshDatabase("query");
    var service =
        CommandService.likeInProduction(
            Service.query(
                StackPorts.free(),
                new Surroundings(
                    database,
                    TestServers.kafkaBootstrapServers(),
                    CommandService.ISSUER_URI,
                    CommandService.MASTER_KEYS)),
            topic);
    var log = bench.logs().resolve("query-service.log");
    return new QueryService(database, JarProcess.start(service, bench.project(), log));
  }

  Database database() {
    return database;
  }

  ProcessHandle handle() {
    return process.handle();
  }

  URI uri(String path) {
    return process.service().uri().resolve(path);
  }

  URI management(String path) {
    return process.service().readiness().resolve("/actuator/" + path);
  }

  /** Waits until every projection has dealt with so many events of the topic. */
  void awaitApplied(long events) {
    Patience.until(events + " events applied", () -> Sql.number(database, APPLIED) >= events);
  }

  /** The answer to a request that succeeds. */
  HttpResponse<String> ask(HttpRequest.Builder asked) {
    var request = asked.header("Authorization", "Bearer " + CommandService.TOKEN).build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IllegalStateException(request + ": " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
