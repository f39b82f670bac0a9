package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.query.projection.Projection;
import dev.contrail.query.projection.PureFold;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every read table of the example equals the fold of a random history, told with repeats. */
@RandomlyToldService.Test
class FoldIntegrationTests {

  private static final Set<String> OURS =
      Set.of("flight_board", "journal", "passenger_bookings", "route_day", "seat_map");

  @Autowired List<Projection<?, ?, ?>> projections;
  @Autowired JdbcClient jdbc;

  @Test
  void everyReadTableIsTheFoldOfTheLog() {
    var ours = projections.stream().filter(one -> OURS.contains(one.name())).toList();
    assertThat(ours).hasSameSizeAs(OURS);
    for (var projection : ours) {
      var expected = PureFold.comparable(PureFold.rows(projection, RandomlyToldService.log()));
      assertThat(expected).as(projection.name()).isNotEmpty();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(stored(projection).equals(expected)).as(projection.name()).isTrue());
    }
  }

  private Set<List<Object>> stored(Projection<?, ?, ?> projection) {
    return PureFold.comparable(PureFold.stored(jdbc, projection));
  }
}
