package dev.contrail.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.cache.Kept.Answer;
import dev.contrail.query.cache.Kept.Reading;
import dev.contrail.query.live.KeyListener;
import dev.contrail.query.projection.ReadPoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResponseCacheTests {

  private static final ReadPoint NOW = ReadPoint.of(1, 0, 7, 9);

  private final ResponseCache cache = new ResponseCache(100_000);
  private final KeptTable table =
      new KeptTable("counter_total", "/api/counters/{}/total", _ -> true);
  private final KeyListener<String> changes = cache.listener(table, key -> key);
  private final String path = table.path("a");
  private final Answer answer = new Answer(table, new byte[10], "\"1\"", "application/json");

  private Reading begin() {
    return Objects.requireNonNull(cache.begin(path, table));
  }

  @Test
  void whatWasReadIsKeptUntilItChanges() {
    cache.complete(path, begin(), answer);
    changes.changed(List.of("b"), NOW);
    assertThat(cache.find(path)).isSameAs(answer);
    changes.changed(List.of("a"), NOW);
    assertThat(cache.find(path)).isNull();
  }

  @Test
  void whatChangedWhileItWasReadIsNotKept() {
    // the cure: the answer replaces the mark only if that is still there
    var reading = begin();
    changes.changed(List.of("a"), NOW);
    cache.complete(path, reading, answer);
    assertThat(cache.find(path)).isNull();

    var again = begin();
    changes.lost(NOW);
    cache.complete(path, again, answer);
    assertThat(cache.find(path)).isNull();
  }

  @Test
  void aReadThatFailedLeavesNothingBehind() {
    var reading = begin();
    assertThat(cache.begin(path, table)).isNull();
    cache.abandon(path, reading);
    assertThat(cache.begin(path, table)).isNotNull();
  }

  @Test
  void whatIsKnownIsHowFarChangesHaveBeenToldOf() {
    assertThat(table.hasPassed(Map.of(0, 1L))).isFalse();
    changes.changed(List.of(), NOW);
    assertThat(table.hasPassed(Map.of(0, 7L, 1, 9L))).isTrue();
    assertThat(table.hasPassed(Map.of(0, 8L))).isFalse();
  }

  @Test
  void nothingIsTrustedThatWasNotLookedAtSinceNotificationsAreHeard() {
    var before = System.nanoTime();
    assertThat(table.isTrusted(before - 1)).isFalse();
    changes.upToDate(before);
    assertThat(table.isTrusted(before - 1)).isTrue();
    assertThat(table.isTrusted(before + 1)).isFalse();
    changes.upToDate(before - 4_000_000_000L);
    assertThat(table.isTrusted(before - 5_000_000_000L)).isFalse();
  }

  @Test
  void onlyPathsOfRowsAreKept() {
    assertThat(table.matches("/api/counters/a/total")).isTrue();
    assertThat(table.matches("/api/counters//total")).isFalse();
    assertThat(table.matches("/api/counters/a/b/total")).isFalse();
    assertThat(table.matches("/api/counters/a")).isFalse();
    var bare = new KeptTable("counter_total", "/api/counters/{}", id -> !id.isBlank());
    assertThat(bare.matches("/api/counters/a")).isTrue();
    assertThat(bare.matches("/api/counters/a/total")).isFalse();
  }
}
