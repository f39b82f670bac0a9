package com.example.flights.local;

import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The projections of a system as an operator sees them and what he does to them.
 *
 * @param management where the query service is operated
 */
record Projections(Caller operator, URI management) {

  private static final String ALL = "/actuator/projections";

  JsonNode all() {
    return report(ALL);
  }

  JsonNode of(String name) {
    return report(ALL + "/" + name);
  }

  private JsonNode report(String path) {
    var answer = operator.send("GET", management.resolve(path), "");
    return JsonMapper.shared().readTree(answer.body());
  }

  /** What the latest rebuild or audit of one found; missing before it is known. */
  JsonNode rebuild(String name) {
    return of(name).path("rebuild");
  }

  /**
   * Has something done to one.
   *
   * @throws AssertionError if that is refused
   */
  void act(String name, String action) {
    var uri = management.resolve(ALL + "/" + name + "/" + action);
    var answer = operator.send("POST", uri, "{}");
    if (answer.statusCode() != 200) {
      throw new AssertionError(uri + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  /** The generation of one that is read, as its table is called. */
  String live(String name) {
    for (var generation : of(name).path("generations")) {
      if (generation.path("live").asBoolean()) {
        return generation.path("name").asString();
      }
    }
    throw new AssertionError("none of " + name + " is live");
  }
}
