package dev.contrail.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LocalKafkaIntegrationTests {

  @Test
  void keepsItsTopicsAndRecordsOverARestart(@TempDir Path temporary) throws Exception {
    var place = Place.kept(temporary.resolve("data"), Ports.free());
    try (var kafka = LocalKafka.start(place)) {
      var records = new TopicOfLines(kafka.bootstrapServers(), "kept");
      records.create();
      records.send("before the restart");
      assertThat(records.read(1)).containsExactly("before the restart");
    }
    try (var kafka = LocalKafka.start(place)) {
      var records = new TopicOfLines(kafka.bootstrapServers(), "kept");
      records.send("after it");
      assertThat(records.read(2)).containsExactly("before the restart", "after it");
    }
  }

  @Test
  void makesNoTopicByAccident(@TempDir Path temporary) {
    try (var kafka = LocalKafka.start(new Place(temporary.resolve("data"), false, 0))) {
      assertThatThrownBy(() -> new TopicOfLines(kafka.bootstrapServers(), "typo").send("lost"))
          .rootCause()
          .isInstanceOfAny(UnknownTopicOrPartitionException.class, TimeoutException.class);
    }
  }

  @Test
  void namesABusyPortAtOnce(@TempDir Path temporary) throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var place = Place.kept(temporary, other.getLocalPort());
      assertThatThrownBy(() -> LocalKafka.start(place))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("Port " + other.getLocalPort() + " for Kafka is already in use");
    }
  }
}
