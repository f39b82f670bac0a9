package com.example.flights.command.flight.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.command.RunningCommandService;
import dev.contrail.personal.DataKey;
import dev.contrail.personal.MasterKeys;
import dev.contrail.personal.Sealed;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Fault 26 of docs/guarantees.md: every field of every request gets every hostile value. Cure:
 * strict JSON, and text that the database could not store is refused at the edge.
 */
class HostileInputIntegrationTests extends RunningCommandService {

  private static final int ACCEPTED_AT_LEAST = 20;

  @Autowired private MasterKeys masters;
  private int requests;
  private int accepted;

  @Test
  void f26HostileJsonAndStringsInEveryField() throws Exception {
    for (var request : requests().entrySet()) {
      for (var field : request.getValue().keySet()) {
        for (var value : HostileValues.values()) {
          var fields = new LinkedHashMap<>(request.getValue());
          fields.replaceAll((name, usual) -> usual.replace("#", UUID.randomUUID().toString()));
          fields.put(field, value);
          check(request.getKey(), object(fields), field, value);
        }
      }
      for (var body : HostileValues.bodies(object(request.getValue()))) {
        check(request.getKey(), body, "", "");
      }
    }
    seatsOfTrips();
    batch();
    System.out.printf(
        "F26 hostile input | 5xx 0/%d | accepted and byte-equal in the log %d%n",
        requests, accepted);
    assertThat(accepted).isGreaterThan(ACCEPTED_AT_LEAST);
  }

  private Map<String, Map<String, String>> requests() throws Exception {
    var flight = "/api/flights/" + flight();
    var requests = new LinkedHashMap<String, Map<String, String>>();
    requests.put("/api/flights", schedule());
    requests.put(flight + "/bookings", booking());
    requests.put(
        "/api/trips",
        Map.of(
            "passengerId", "\"#\"",
            "passengerName", "\"A\"",
            "seats", "[{\"flightId\":\"#\",\"seat\":\"1A\",\"fareCents\":1}]"));
    requests.put(flight + "/reschedule", Map.of("departure", "\"2001-01-01T06:55\""));
    requests.put(flight + "/departure", Map.of("delayMinutes", "99999"));
    requests.put("/cancellation", Map.of("reason", "\"snow\""));
    return requests;
  }

  private static Map<String, String> schedule() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("flightId", "\"#\"");
    fields.put("origin", "\"LAX\"");
    fields.put("destination", "\"BNA\"");
    fields.put("departure", "\"2001-01-01T06:55\"");
    fields.put("distanceMiles", "1797");
    fields.put("seats", "853");
    return fields;
  }

  private static Map<String, String> booking() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("bookingId", "\"#\"");
    fields.put("passengerId", "\"#\"");
    fields.put("passengerName", "\"A\"");
    fields.put("seat", "\"1A\"");
    fields.put("fareCents", "1");
    return fields;
  }

  private void check(String path, byte[] body, String field, String value) throws Exception {
    // each accepted text needs a seat of its own, and a flight that is still there
    var target =
        switch (path) {
          case "/cancellation" -> "/api/flights/" + flight() + path;
          case String booking when booking.endsWith("/bookings") && field.equals("passengerName") ->
              "/api/flights/" + flight() + "/bookings";
          default -> path;
        };
    var answer = send("POST", target, BodyPublishers.ofByteArray(body));
    requests++;
    var shown = new String(body, StandardCharsets.UTF_8);
    shown = path + " " + shown.substring(0, Math.min(200, shown.length()));
    assertThat(answer.statusCode()).as(shown).isLessThan(500);
    if (answer.statusCode() >= 400) {
      assertProblem(answer, shown);
    } else if (field.equals("passengerName") || field.equals("reason")) {
      assertThat(recorded(body(answer).get("position").longValue(), field))
          .as(shown)
          .isEqualTo(json.readTree(value).stringValue());
      accepted++;
    }
  }

  private void seatsOfTrips() throws Exception {
    for (var field : List.of("flightId", "seat", "fareCents")) {
      for (var value : HostileValues.values()) {
        var seat = booking();
        seat.keySet().retainAll(List.of("seat", "fareCents"));
        seat.put("flightId", "\"" + UUID.randomUUID() + "\"");
        seat.put(field, value);
        var trip = booking();
        trip.keySet().retainAll(List.of("passengerId", "passengerName"));
        trip.put("seats", "[" + new String(object(seat), StandardCharsets.UTF_8) + "]");
        check("/api/trips", object(trip), field, value);
      }
    }
  }

  private void batch() throws Exception {
    var lines = new ByteArrayOutputStream();
    var count = 0;
    for (var value : HostileValues.values().stream().filter(v -> v.indexOf('\n') < 0).toList()) {
      for (var field : booking().keySet()) {
        var fields = booking();
        fields.put("type", "\"book-seat\"");
        fields.put("flightId", "\"" + UUID.randomUUID() + "\"");
        fields.put(field, value);
        lines.writeBytes(object(fields));
        lines.write('\n');
        count++;
      }
    }
    var answer =
        send(
            "POST",
            "/api/flights/batch",
            BodyPublishers.ofByteArray(lines.toByteArray()),
            "Content-Type",
            "application/x-ndjson");
    assertThat(answer.body().lines().map(json::readTree))
        .hasSize(count)
        .allSatisfy(line -> assertThat(line.get("status").intValue()).isBetween(200, 499));
    requests += count;
  }

  private static void assertProblem(HttpResponse<String> answer, String shown) {
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .as(shown)
        .startsWith("application/problem+json");
    assertThat(answer.body()).as(shown).contains("urn:contrail:problem:");
  }

  private String flight() throws Exception {
    var body = new LinkedHashMap<>(schedule());
    body.put("flightId", "\"" + UUID.randomUUID() + "\"");
    var answer = send("POST", "/api/flights", BodyPublishers.ofByteArray(object(body)));
    return body(answer).get("flightId").stringValue();
  }

  /** As it was sent: what is personal is opened with the key of its person. */
  private String recorded(long position, String field) throws Exception {
    var data =
        json.readTree(
            jdbc.sql("select data::text from event where position = :position")
                .param("position", position)
                .query(String.class)
                .single());
    var text = data.get(field).stringValue();
    var sealed = Sealed.in(text);
    return sealed.isEmpty()
        ? text
        : key(sealed.get().keyId(), data.get("passengerId").stringValue())
            .open(data.get("passengerId").stringValue(), field, sealed.get());
  }

  private DataKey key(String keyId, String passengerId) {
    var wrapped =
        jdbc.sql("select wrapped from personal_key where key_id = :key")
            .param("key", keyId)
            .query(String.class)
            .single();
    return masters.unwrap(keyId, passengerId, wrapped);
  }

  private static byte[] object(Map<String, String> fields) {
    List<String> members = new ArrayList<>();
    fields.forEach((name, value) -> members.add("\"" + name + "\":" + value));
    return ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
  }
}
