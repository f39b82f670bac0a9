package com.example.flights.local;

import dev.contrail.descriptions.Example;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Makes the requests that the descriptions of the API give as examples, in their order. */
final class DescribedExamples {

  private static final String TOKEN = "Consistency-Token";

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningSystem system;
  private String seen = "";

  DescribedExamples(RunningSystem system) {
    this.system = system;
  }

  /** Commands first; what is read then is no older than the last of them. */
  List<String> wrong() throws IOException, InterruptedException {
    var wrong = new ArrayList<String>();
    for (var service : List.of("command-service", "query-service")) {
      var uri = service.startsWith("command") ? system.commands() : system.queries();
      var folder = RunningSystem.PROJECT.resolve("docs/api/examples").resolve(service);
      for (var example : Example.read(folder)) {
        var answer = make(uri, example);
        answer.headers().firstValue(TOKEN).ifPresent(token -> seen = token);
        if (answer.statusCode() != example.status()) {
          wrong.add(example.operation() + ": " + answer.statusCode() + " " + answer.body());
        }
      }
    }
    return wrong;
  }

  private HttpResponse<String> make(URI service, Example example)
      throws IOException, InterruptedException {
    var type = example.lines() == null ? "application/json" : "application/x-ndjson";
    var request =
        HttpRequest.newBuilder(service.resolve(example.uri()))
            .method(example.method(), BodyPublishers.ofString(example.content()))
            .header("Authorization", "Bearer " + system.agent().token())
            .header("Content-Type", type);
    if (example.method().equals("GET") && !seen.isEmpty()) {
      request.header(TOKEN, seen).header("Prefer", "wait=30");
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
