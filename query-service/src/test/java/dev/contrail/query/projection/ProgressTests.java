package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTests {

  private final Progress progress = new Progress();

  @Test
  void passesOnceAllProjectionsHavePassedAllPositions() {
    var passed = progress.passed(Set.of("board", "cube"), Map.of(0, 5L, 2, 9L));

    progress.advancedTo("board", Map.of(0, 7L, 2, 9L));
    progress.advancedTo("cube", Map.of(0, 5L, 2, 8L));
    assertThat(passed).isNotDone();

    progress.advancedTo("cube", Map.of(2, 9L));
    assertThat(passed).isCompleted();
    assertThat(progress.isWaitedFor()).isFalse();
  }

  @Test
  void whatHasPassedIsNotWaitedFor() {
    progress.advancedTo("board", Map.of(0, 7L));
    assertThat(progress.passed(Set.of("board"), Map.of(0, 7L))).isCompleted();
  }

  @Test
  void aPositionNeverGoesBack() {
    progress.advancedTo("board", Map.of(0, 7L));
    progress.advancedTo("board", Map.of(0, 3L));
    assertThat(progress.passed(Set.of("board"), Map.of(0, 7L))).isCompleted();
    assertThat(progress.highest("board")).isEqualTo(7);
  }

  @Test
  void whoGivesUpLeavesNothingBehind() {
    progress.passed(Set.of("board"), Map.of(0, 7L)).cancel(false);
    assertThat(progress.isWaitedFor()).isFalse();
  }
}
