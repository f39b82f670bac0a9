package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.servers.OtlpReceiver;
import dev.contrail.servers.OtlpReceiver.Span;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace from a command to whoever sees what came of it, through both services. */
@ExtendWith(SharedSystem.class)
class TraceIntegrationTests {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CLIENT = "b7ad6b7169203331";

  private final String trace = UUID.randomUUID().toString().replace("-", "");

  /**
   * Cures: the request's trace goes into the event's metadata and from there into the record's
   * headers, where relay, projections and live views find it.
   */
  @Test
  void everyStepIsInTheTraceOfTheRequest(RunningSystem system, OtlpReceiver collector) {
    try (var view = system.agent().follow("/api/flights?origin=OSL")) {
      await().atMost(LIMIT).until(() -> view.has("ready"));
      var parent = "00-%s-%s-01".formatted(trace, CLIENT);
      var answer =
          system
              .agent()
              .schedule(UUID.randomUUID(), "OSL-KEF", "2001-01-01T06:55", "traceparent", parent);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      try {
        await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(names(collector))
                    .as(() -> String.join("\n", view.lines()))
                    .contains(
                        "http post /api/flights",
                        "command ScheduleFlight",
                        "group commit",
                        "append",
                        "publish",
                        "apply " + system.projections().live("flight_board"),
                        "apply " + system.projections().live("journal"),
                        "apply " + system.projections().live("route_day"),
                        "push flight_board"));
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(
            ThreadDump.of(system.queryService(), "event-stream", "live-flight_board", "Viewer"), e);
      }
    }
    var spans = collector.spansOf(trace);
    var request = one(spans, "http post /api/flights");
    assertThat(request.parent()).isEqualTo(CLIENT);
    assertThat(one(spans, "publish").parent()).isEqualTo(request.id());
    assertThat(one(spans, "append").links()).containsExactly(one(spans, "group commit").id());
    assertThat(one(spans, "group commit").links()).containsExactly(request.id());
  }

  /** Cure: each projection carries on the trace of the record, not only those that a flight has. */
  @Test
  void aBookingIsTracedIntoEveryReadTable(RunningSystem system, OtlpReceiver collector) {
    var flight = UUID.randomUUID();
    assertThat(system.agent().schedule(flight, "OSL-TRD", "2001-01-01T06:55").statusCode())
        .isEqualTo(201);
    var booked =
        system
            .agent()
            .post(
                "/api/flights/" + flight + "/bookings",
                """
                {"passengerId":"p-traced","passengerName":"T","seat":"1A","fareCents":100}\
                """,
                "traceparent",
                "00-%s-%s-01".formatted(trace, CLIENT));
    assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
    var projections =
        system.projections().all().valueStream().map(one -> one.get("name").asString()).toList();
    assertThat(projections).hasSize(5);
    var applied =
        projections.stream().map(name -> "apply " + system.projections().live(name)).toList();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(names(collector)).contains("publish").containsAll(applied));
    var spans = collector.spansOf(trace);
    var request = one(spans, "http post /api/flights/{flightId}/bookings");
    assertThat(one(spans, "publish").parent()).isEqualTo(request.id());
    assertThat(applied)
        .allSatisfy(name -> assertThat(one(spans, name).parent()).isEqualTo(request.id()));
  }

  private List<String> names(OtlpReceiver collector) {
    return collector.spansOf(trace).stream().map(Span::name).toList();
  }

  private static Span one(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }
}
