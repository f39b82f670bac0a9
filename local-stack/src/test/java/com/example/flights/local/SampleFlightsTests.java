package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleFlightsTests {
  private static final Path PROJECT = Path.of("..");

  @Test
  void aRowBecomesAScheduledAndADepartedFlight() {
    var lines = SampleFlights.asReported(PROJECT).toList();
    assertThat(lines).hasSize(4_000);
    assertThat(lines.get(0))
        .isEqualTo(
            """
            {"type":"schedule-flight","key":"sample-0-schedule","flightId":"%s","origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55:00","distanceMiles":1797,"seats":180}\
            """
                .formatted(parse(lines.get(0)).path("flightId").asString()));
    assertThat(lines.get(1))
        .isEqualTo(
            """
            {"type":"depart-flight","key":"sample-0-depart","flightId":"%s","delayMinutes":-19}\
            """
                .formatted(parse(lines.get(0)).path("flightId").asString()));
  }

  @Test
  void loadingTwiceSendsTheVerySameCommands() {
    assertThat(SampleFlights.withBookings(PROJECT).toList())
        .isEqualTo(SampleFlights.withBookings(PROJECT).toList());
  }

  @Test
  void everyFlightAndEveryKeyIsUnique() {
    var flights = SampleFlights.in(PROJECT).stream().map(SampleFlight::flightId).toList();
    assertThat(flights).hasSize(2_000).doesNotHaveDuplicates();
    assertThat(commands().stream().map(command -> command.path("key").asString()).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void noSeatIsBookedTwiceAndNothingAfterTheDeparture() {
    var departed = new HashSet<String>();
    var seats = new HashSet<String>();
    for (var command : commands()) {
      var flight = command.path("flightId").asString();
      assertThat(departed).doesNotContain(flight);
      switch (command.path("type").asString()) {
        case "depart-flight" -> departed.add(flight);
        case "book-seat" ->
            assertThat(seats.add(flight + command.path("seat").asString())).isTrue();
        default -> {}
      }
    }
    assertThat(departed).hasSize(2_000);
    assertThat(seats).hasSizeBetween(2_500, 3_500);
  }

  @Test
  void someBookingsAreCancelled() {
    var byType =
        commands().stream()
            .collect(
                Collectors.groupingBy(
                    command -> command.path("type").asString(), Collectors.counting()));
    assertThat(byType)
        .containsOnlyKeys("schedule-flight", "book-seat", "cancel-booking", "depart-flight")
        .hasEntrySatisfying("cancel-booking", count -> assertThat(count).isBetween(100L, 400L));
  }

  private static List<JsonNode> commands() {
    return SampleFlights.withBookings(PROJECT).map(SampleFlightsTests::parse).toList();
  }

  private static JsonNode parse(String line) {
    return JsonMapper.shared().readTree(line);
  }
}
