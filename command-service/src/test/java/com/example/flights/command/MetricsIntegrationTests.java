package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.Counters;
import dev.contrail.command.sequencer.CommandRefused;
import dev.contrail.command.sequencer.Deadline;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.servers.MetricList;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** Every metric is listed, and says what it should. */
class MetricsIntegrationTests extends RunningCommandService {

  private static final MetricList LIST =
      MetricList.read(Path.of("../docs/operations/metrics.md"), "Both services", "command-service");

  @Autowired private MeterRegistry registry;
  @Autowired private Sequencer sequencer;
  @LocalManagementPort private int managementPort;

  /** Cure: none but the list; a new metric needs its row. */
  @Test
  void everyMetricIsListed() throws Exception {
    refuseOne();
    assertThat(LIST.rows()).hasSizeGreaterThan(10);
    assertThat(LIST.wrong(registry)).isEmpty();
    assertThat(LIST.notScraped(scrape())).isEmpty();
  }

  /** Cure: commands are counted where they arrive, so that one that is never queued counts too. */
  @Test
  void aCommandThatIsRefusedIsCounted() {
    var before = commands("overloaded");
    refuseOne();
    assertThat(commands("overloaded")).isEqualTo(before + 1);
  }

  /** Returns when it is counted: its caller may hear of it a moment earlier. */
  private void refuseOne() {
    var before = commands("overloaded");
    var tooLate = Counters.count("late", 1, 1);
    assertThatThrownBy(
            () -> sequencer.execute(Counters.until(tooLate, Deadline.in(Duration.ofSeconds(-60)))))
        .isInstanceOf(CommandRefused.class);
    await().until(() -> commands("overloaded") > before);
  }

  private long commands(String outcome) {
    var timer =
        registry.find("contrail.commands").tags("command", "Count", "outcome", outcome).timer();
    return timer == null ? 0 : timer.count();
  }

  private String scrape() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var path = "http://localhost:%d/actuator/prometheus".formatted(managementPort);
      var request =
          HttpRequest.newBuilder(URI.create(path)).header("Authorization", OPERATOR).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
