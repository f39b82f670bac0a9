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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A broker that does not answer: nobody can say that nothing waits. */
@DisabledOnOs(OS.WINDOWS)
class BlindLagWatchIntegrationTests {

  private static final String NAME = "counter_total";

  /** Cure: the time since the last look counts as lag. */
  @Test
  void whatCannotBeLookedAtMayWait(@TempDir Path directory) {
    var database = QueryDatabase.migrated("classpath:db/counter");
    var topic = new EventTopic("counters", 3, (short) 1);
    try (var kafka = KafkaProcess.start(new Place(directory.resolve("kafka"), true, 0));
        var instance =
            new Instance(
                    database.details(),
                    kafka.bootstrapServers(),
                    topic,
                    topic.name(),
                    List.of(new CounterEvent.Totals()))
                .started()) {
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

  private static void eventually(Runnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion::run);
  }
}
