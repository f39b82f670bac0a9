import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints the latest records of a topic, in no group: tools/ReadTopic.java BROKER TOPIC COUNT. */
final class ReadTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  static void main(String... arguments) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            arguments[0],
            "allow.auto.create.topics",
            false,
            "default.api.timeout.ms",
            (int) PATIENCE.toMillis());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      latest(consumer, arguments[1], Integer.parseInt(arguments[2])).forEach(ReadTopic::print);
    } catch (KafkaException e) {
      System.err.printf("dev | %s at %s: %s%n", arguments[1], arguments[0], e.getMessage());
      System.exit(1);
    }
  }

  private static List<ConsumerRecord<String, String>> latest(
      KafkaConsumer<String, String> consumer, String topic, int count) {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    var ends = consumer.endOffsets(partitions);
    ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - count)));
    var records = new ArrayList<ConsumerRecord<String, String>>();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    }
    records.sort(Comparator.comparingLong(ReadTopic::position));
    return records.subList(Math.max(0, records.size() - count), records.size());
  }

  private static long position(ConsumerRecord<String, String> record) {
    return header(record, "ce_position").map(Long::parseLong).orElse(Long.MAX_VALUE);
  }

  private static Optional<String> header(ConsumerRecord<String, String> record, String name) {
    return Optional.ofNullable(record.headers().lastHeader(name))
        .map(header -> new String(header.value(), UTF_8));
  }

  private static void print(ConsumerRecord<String, String> record) {
    System.out.printf(
        "%s %d/%d %s %s.v%s %s%n",
        header(record, "ce_position").orElse("-"),
        record.partition(),
        record.offset(),
        record.key(),
        header(record, "ce_type").orElse("no event"),
        header(record, "ce_typeversion").orElse("-"),
        record.value());
  }
}
