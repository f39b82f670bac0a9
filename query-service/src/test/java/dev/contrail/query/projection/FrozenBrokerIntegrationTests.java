package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.events.EventTopic;
import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.servers.KafkaProcess;
import dev.contrail.servers.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A broker that does not answer. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
class FrozenBrokerIntegrationTests {

  private static final String NAME = "counter_total";
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

  @TempDir private static Path directory;
  private static KafkaProcess kafka;

  private final QueryDatabase database = QueryDatabase.migrated("classpath:db/counter");

  @BeforeAll
  static void start() {
    kafka = KafkaProcess.start(new Place(directory.resolve("kafka"), true, 0));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private Instance started(String name) {
    var topic = new EventTopic(name, 3, (short) 1);
    var projections = List.<Projection<?, ?, ?>>of(new CounterEvent.Totals());
    var instance =
        new Instance(database.details(), kafka.bootstrapServers(), topic, name, projections);
    return instance.started();
  }

  /** Cure: the time since the last look counts as lag; nobody can say that nothing waits. */
  @Test
  void whatCannotBeLookedAtMayWait() {
    try (var instance = started("counters")) {
      eventually(() -> assertThat(instance.health()).contains("UP"));
      assertThat(instance.lags.seconds(NAME)).isZero();
      kafka.freeze();
      eventually(() -> assertThat(instance.health()).contains("DOWN", "the topic was last looked"));
      assertThat(instance.lags.seconds(NAME)).isPositive();
      kafka.thaw();
      eventually(() -> assertThat(instance.health()).contains("UP"));
      assertThat(instance.lags.seconds(NAME)).isZero();
    }
  }

  /**
   * Cure: nothing that stops waits for the broker without end; else an orchestrator kills what it
   * has asked to stop.
   */
  @Test
  void whoeverReadsFromItStopsAllTheSame() {
    var instance = started("stopped-counters");
    eventually(() -> assertThat(instance.health()).contains("UP"));
    kafka.freeze();
    try {
      eventually(() -> assertThat(instance.health()).contains("DOWN"));
      var stopping = CompletableFuture.runAsync(instance::close);
      await().atMost(STOPS_WITHIN).untilAsserted(() -> assertThat(stopping).isCompleted());
    } finally {
      kafka.thaw();
    }
  }

  private static void eventually(Runnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion::run);
  }
}
