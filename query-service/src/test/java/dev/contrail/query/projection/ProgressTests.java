package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTests {

  private final Progress progress = new Progress();

  @BeforeEach
  void twoProjections() {
    progress.live(new Generation("board", 1));
    progress.live(new Generation("cube", 4));
  }

  @Test
  void passesOnceAllProjectionsHavePassedAllPositions() {
    var passed = progress.passed(Set.of("board", "cube"), Map.of(0, 5L, 2, 9L));

    progress.advancedTo("board_g1", Map.of(0, 7L, 2, 9L));
    progress.advancedTo("cube_g4", Map.of(0, 5L, 2, 8L));
    assertThat(passed).isNotDone();

    progress.advancedTo("cube_g4", Map.of(2, 9L));
    assertThat(passed).isCompleted();
    assertThat(progress.isWaitedFor()).isFalse();
  }

  @Test
  void whatHasPassedIsNotWaitedFor() {
    progress.advancedTo("board_g1", Map.of(0, 7L));
    assertThat(progress.passed(Set.of("board"), Map.of(0, 7L))).isCompleted();
  }

  @Test
  void aPositionNeverGoesBack() {
    progress.advancedTo("board_g1", Map.of(0, 7L));
    progress.advancedTo("board_g1", Map.of(0, 3L));
    assertThat(progress.passed(Set.of("board"), Map.of(0, 7L))).isCompleted();
    assertThat(progress.highest("board")).isEqualTo(7);
  }

  @Test
  void anotherGenerationDoesNotCount() {
    progress.advancedTo("board_g2", Map.of(0, 7L));
    assertThat(progress.passed(Set.of("board"), Map.of(0, 7L))).isNotDone();
  }

  @Test
  void whoGivesUpLeavesNothingBehind() {
    progress.passed(Set.of("board"), Map.of(0, 7L)).cancel(false);
    assertThat(progress.isWaitedFor()).isFalse();
  }
}
