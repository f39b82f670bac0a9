package dev.contrail.query.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/** Makes the consumers of a runner. */
final class RunnerContainers {

  private static final Duration METADATA_MAX_AGE = Duration.ofSeconds(10);
  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final int A_FEW = 16;

  private final Map<String, Object> base;
  private final ProjectionSettings settings;
  private final String topic;
  private final TracedEvents traced;

  /**
   * @param consumers where Kafka is and how to log in there
   */
  RunnerContainers(
      ConsumerFactory<?, ?> consumers,
      ProjectionSettings settings,
      String topic,
      TracedEvents traced) {
    this.traced = traced;
    this.base = consumers.getConfigurationProperties();
    this.settings = settings;
    this.topic = topic;
  }

  /** Consumers that are not started yet. */
  ConcurrentMessageListenerContainer<String, byte[]> of(Runner runner) {
    var properties = new ContainerProperties(topic);
    properties.setGroupId(settings.groupPrefix() + "." + runner.generation().fullName());
    properties.setMessageListener(runner);
    properties.setConsumerRebalanceListener(runner);
    properties.setAckMode(ContainerProperties.AckMode.MANUAL); // and nobody ever acknowledges
    properties.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
    properties.setMissingTopicsFatal(false);
    properties.setIdleBetweenPolls(settings.pause().toMillis());
    properties.setAuthExceptionRetryInterval(settings.maxBackOff());
    var factory =
        new DefaultKafkaConsumerFactory<>(
            consumerProperties(), new StringDeserializer(), new ByteArrayDeserializer());
    var container = new ConcurrentMessageListenerContainer<>(factory, properties);
    container.setBeanName(runner.generation().fullName());
    container.setConcurrency(settings.concurrency());
    container.setCommonErrorHandler(new RetryForEver(settings.maxBackOff()));
    if (traced.on()) {
      container.setBatchInterceptor(traced.of(runner.generation().fullName()));
    }
    return container;
  }

  /** A consumer of its own for a rebuild, in no group. */
  Consumer<String, byte[]> alone() {
    // rebuilds that go in step hold several batches each: larger ones would fill a small heap
    return consumer(consumerProperties());
  }

  /**
   * The same for looking at a few records here and there: it does not fetch what it will not read.
   */
  Consumer<String, byte[]> looking() {
    var properties = consumerProperties();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, A_FEW);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1); // a batch is the least
    return consumer(properties);
  }

  private static Consumer<String, byte[]> consumer(Map<String, Object> properties) {
    return new DefaultKafkaConsumerFactory<>(
            properties, new StringDeserializer(), new ByteArrayDeserializer())
        .createConsumer();
  }

  private HashMap<String, Object> consumerProperties() {
    var properties = new HashMap<>(base);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) METADATA_MAX_AGE.toMillis());
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchSize());
    var fetchSize = (int) settings.fetchSize().toBytes();
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchSize);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Math.max(1, fetchSize / 4));
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return properties;
  }

  /** A batch that could not be applied is given again until it is; the consumer keeps its place. */
  private static final class RetryForEver extends DefaultErrorHandler {

    RetryForEver(Duration maxBackOff) {
      super(backOff(maxBackOff));
      setClassifications(Map.of(), true); // the runner says itself what will never work
      setLogLevel(KafkaException.Level.DEBUG); // the runner has logged it
    }

    private static ExponentialBackOff backOff(Duration maxBackOff) {
      var backOff = new ExponentialBackOff(100, 2);
      backOff.setMaxInterval(maxBackOff.toMillis());
      return backOff;
    }

    /** The topic lost its end: read it all again, positions say what is new. */
    @Override
    public void handleOtherException(
        Exception thrown,
        Consumer<?, ?> consumer,
        MessageListenerContainer container,
        boolean batchListener) {
      if (thrown instanceof OffsetOutOfRangeException outOfRange) {
        consumer.seekToBeginning(outOfRange.partitions());
        return;
      }
      super.handleOtherException(thrown, consumer, container, batchListener);
    }
  }
}
