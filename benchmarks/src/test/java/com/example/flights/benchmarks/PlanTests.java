package com.example.flights.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTests {

  @Test
  void withoutArgumentsEverythingIsMeasured() {
    var plan = Plan.of(List.of());
    assertThat(plan.wants("S1")).isTrue();
    assertThat(plan.rounds()).isEqualTo(3);
  }

  @Test
  void idsAndOptionsComeInAnyOrder() {
    var plan = Plan.of(List.of("s8", "--seconds=3", "--quick", "--growth=500"));
    assertThat(plan.wants("S1", "S2")).isFalse();
    assertThat(plan.wants("S8", "S10")).isTrue();
    assertThat(plan.load()).isEqualTo(Duration.ofSeconds(3));
    assertThat(plan.rounds()).isEqualTo(1);
    assertThat(plan.growth()).isEqualTo(500);
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.of(List.of("--rounds=0")))
        .withMessageContaining("--rounds=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.of(List.of("--speed=9")))
        .withMessageContaining("--speed");
  }
}
