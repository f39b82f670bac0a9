package com.example.flights.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sample flights with their bookings over and over, each time as other flights of other
 * passengers, until the time is over.
 */
final class EndlessFlights implements Iterator<String> {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<ObjectNode> round;
  private final Instant end;
  private int given;

  EndlessFlights(Duration time) {
    this.round =
        SampleFlights.withBookings(RunningSystem.PROJECT)
            .map(line -> (ObjectNode) JSON.readTree(line))
            .toList();
    this.end = Instant.now().plus(time);
  }

  @Override
  public boolean hasNext() {
    return Instant.now().isBefore(end);
  }

  @Override
  public String next() {
    return line(given++);
  }

  /** All lines that were given, once more. */
  Stream<String> given() {
    return Stream.iterate(0, n -> n < given, n -> n + 1).map(this::line);
  }

  int count() {
    return given;
  }

  private String line(int number) {
    var line = round.get(number % round.size()).deepCopy();
    var suffix = "-" + number / round.size();
    for (var field : List.of("key", "passengerId")) {
      line.optional(field).ifPresent(text -> line.put(field, text.asString() + suffix));
    }
    for (var field : List.of("flightId", "bookingId")) {
      line.optional(field).ifPresent(id -> line.put(field, uuid(id.asString() + suffix)));
    }
    return line.toString();
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
