package com.example.flights.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTests {

  @Test
  void oneIsTheGoalWhicheverWayIsBetter() {
    assertThat(Figure.share("S", "w", "/s", 50, 100, 1).ofGoal()).isEqualTo(0.5);
    assertThat(Figure.cost("S", "w", "µs", 30, 10, 1.5).ofGoal()).isEqualTo(0.5);
    assertThat(Figure.absolute("S", "w", "/s", 160, 80).ofGoal()).isEqualTo(2);
  }

  @Test
  void theMedianCountsAndCandidatesTakeTurns() {
    var values = new ArrayDeque<>(List.of(1.0, 10.0, 3.0, 30.0, 2.0, 20.0));
    var medians = new Median().of("a", values::remove).of("b", values::remove).rounds(3);
    assertThat(medians.byName()).containsEntry("a", 2.0).containsEntry("b", 20.0);
  }
}
