package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.EventTopic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One relay for this instance; of all instances' relays one is active. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  OutboxConfiguration.Topic.class,
  OutboxConfiguration.Settings.class
})
public class OutboxConfiguration {

  /**
   * @param name of the topic
   * @param partitions fixed once the topic is made
   * @param replicas copies of each partition
   */
  @ConfigurationProperties("contrail.topic")
  record Topic(
      String name, @DefaultValue("12") int partitions, @DefaultValue("1") short replicas) {}

  /**
   * @param batch events read at once
   * @param poll how long the relay sleeps when nothing wakes it
   * @param heartbeat how often the leader shows that it lives, and a stand-by asks
   * @param cursorInterval how often the outbox row is written at most
   */
  @ConfigurationProperties("contrail.relay")
  record Settings(
      @DefaultValue("1000") int batch,
      @DefaultValue("1s") Duration poll,
      @DefaultValue("500ms") Duration heartbeat,
      @DefaultValue("50ms") Duration cursorInterval) {}

  @Bean
  EventTopic eventTopic(Topic topic) {
    return new EventTopic(topic.name(), topic.partitions(), topic.replicas());
  }

  @Bean
  RelayKafka relayKafka(KafkaProperties properties, KafkaConnectionDetails details) {
    var producer = properties.buildProducerProperties();
    var consumer = properties.buildConsumerProperties();
    var admin = properties.buildAdminProperties();
    producer.put("bootstrap.servers", details.getProducer().getBootstrapServers());
    consumer.put("bootstrap.servers", details.getConsumer().getBootstrapServers());
    admin.put("bootstrap.servers", details.getAdmin().getBootstrapServers());
    return new RelayKafka(producer, consumer, admin);
  }

  @Bean
  Relay relay(
      EventStore store,
      DataSource dataSource,
      DirectConnections connections,
      RelayKafka kafka,
      EventTopic topic,
      Settings settings,
      @Value("${contrail.cell}") String cell,
      Sequencer sequencer) {
    var relay =
        new Relay(
            store,
            dataSource,
            connections,
            kafka,
            new RelaySettings(
                topic,
                cell,
                settings.batch(),
                settings.poll(),
                settings.heartbeat(),
                settings.cursorInterval()),
            sequencer::refuse);
    sequencer.onCommit(position -> relay.wake());
    return relay;
  }

  @Bean
  HealthIndicator relayHealthIndicator(Relay relay, MeterRegistry registry) {
    Gauge.builder("contrail.relay.position", relay, r -> r.status().position())
        .description("everything up to it is published; 0 on a stand-by")
        .register(registry);
    return () -> {
      var status = relay.status();
      var health =
          switch (status.state()) {
            case LEADING, STANDBY -> Health.up();
            case RETRYING, REFUSED -> Health.down().withDetail("error", status.error());
          };
      return health
          .withDetail("state", status.state())
          .withDetail("position", status.position())
          .build();
    };
  }
}
