package com.example.flights.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row of the sample file.
 *
 * @param row its number, from 0
 * @param departure scheduled, local time of the origin
 * @param delayMinutes negative = early
 */
record SampleFlight(
    int row,
    LocalDateTime departure,
    int delayMinutes,
    int distanceMiles,
    String origin,
    String destination) {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm");

  private record Row(String date, int delay, int distance, String origin, String destination) {
    SampleFlight numbered(int number) {
      return new SampleFlight(
          number, LocalDateTime.parse(date, DATE), delay, distance, origin, destination);
    }
  }

  static List<SampleFlight> read(Path file) {
    var flights = new ArrayList<SampleFlight>();
    try (var rows = JsonMapper.shared().readerFor(Row.class).<Row>readValues(file.toFile())) {
      while (rows.hasNext()) {
        flights.add(rows.next().numbered(flights.size()));
      }
    }
    return flights;
  }

  /** The same in every load; rows have no id and may be equal but for their number. */
  UUID flightId() {
    return UUID.nameUUIDFromBytes(toString().getBytes(StandardCharsets.UTF_8));
  }
}
