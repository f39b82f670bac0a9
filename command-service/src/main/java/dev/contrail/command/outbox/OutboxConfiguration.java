package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.personal.KeyTable;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.EventTopic;
import dev.contrail.personal.KeyTopic;
import dev.contrail.personal.MasterKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** One relay a destination for this instance; of all instances' relays to it one is active. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OutboxSettings.Topic.class, OutboxSettings.class})
public class OutboxConfiguration {

  @Bean
  EventTopic eventTopic(OutboxSettings.Topic topic) {
    return topic.toEventTopic();
  }

  @Bean
  RelayKafka relayKafka(
      KafkaProperties properties,
      KafkaConnectionDetails details,
      @Value("${contrail.http.max-body}") DataSize body,
      @Value("${contrail.sequencer.max-event-size}") DataSize event) {
    var producer = properties.buildProducerProperties();
    var consumer = properties.buildConsumerProperties();
    var admin = properties.buildAdminProperties();
    producer.put("bootstrap.servers", details.getProducer().getBootstrapServers());
    consumer.put("bootstrap.servers", details.getConsumer().getBootstrapServers());
    admin.put("bootstrap.servers", details.getAdmin().getBootstrapServers());
    var limits = SizeLimits.of(body, event, producer);
    return new RelayKafka(producer, consumer, admin, limits.largestRecord());
  }

  @Bean
  KeyPublisher.Source publishedKeys(KeyTable table, EventTopic topic, MasterKeys masters) {
    return new KeyPublisher.Source(table, KeyTopic.beside(topic), masters);
  }

  @Bean
  RelayFactory relayFactory(
      EventStore store,
      DataSource dataSource,
      DirectConnections connections,
      RelayKafka kafka,
      Sequencer sequencer,
      KeyPublisher.Source keys) {
    return new RelayFactory(store, dataSource, connections, kafka, sequencer::refuse, keys);
  }

  @Bean
  Relays relays(
      RelayFactory factory,
      EventTopic topic,
      OutboxSettings settings,
      @Value("${contrail.cell}") String cell,
      Sequencer sequencer) {
    var more =
        settings.destinations().stream()
            .map(OutboxSettings.Topic::toEventTopic)
            .map(destination -> factory.relay(settings.to(destination, cell)));
    var first = factory.relayWithKeys(settings.to(topic, cell));
    var relays = new Relays(Stream.concat(Stream.of(first), more).toList());
    sequencer.onCommit(position -> relays.wake());
    return relays;
  }

  @Bean
  RelayReports relayHealthIndicator(
      Relays relays, DataSource dataSource, Clock clock, MeterRegistry registry) {
    var reports = new RelayReports(relays, dataSource, clock);
    reports.registerWith(registry);
    return reports;
  }

  @Bean
  RelayEndpoint relayEndpoint(RelayReports reports, Relays relays, DataSource dataSource) {
    return new RelayEndpoint(reports, relays, dataSource);
  }
}
