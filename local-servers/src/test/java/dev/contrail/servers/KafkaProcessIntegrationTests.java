package dev.contrail.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
class KafkaProcessIntegrationTests {

  @Test
  void comesBackFromBeingKilledAndFrozenWithWhatItHadAcknowledged(@TempDir Path temporary)
      throws Exception {
    try (var kafka = KafkaProcess.start(new Place(temporary.resolve("data"), true, 0))) {
      var topic = new TopicOfLines(kafka.bootstrapServers(), "lines");
      topic.create();
      topic.send("before the kill");
      kafka.kill();
      kafka.startAgain();
      topic.send("after the kill");

      kafka.freeze();
      assertThatThrownBy(() -> topic.send("to a frozen broker"))
          .rootCause()
          .isInstanceOf(TimeoutException.class);
      kafka.thaw();
      topic.send("after the thaw");
      assertThat(topic.read(3))
          .containsExactly("before the kill", "after the kill", "after the thaw");
    }
  }
}
