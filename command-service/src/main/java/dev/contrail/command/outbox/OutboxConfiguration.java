package dev.contrail.command.outbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.personal.KeyTable;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.EventTopic;
import dev.contrail.personal.KeyTopic;
import dev.contrail.personal.MasterKeys;
import dev.contrail.telemetry.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** One relay a destination for this instance; of all instances' relays to it one is active. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  OutboxSettings.Topic.class,
  OutboxSettings.Database.class,
  OutboxSettings.class
})
public class OutboxConfiguration {

  private static final Duration ENDS_ARE_REPEATED = Duration.ofMinutes(10);

  @Bean
  EventTopic eventTopic(OutboxSettings.Topic topic) {
    return topic.toEventTopic();
  }

  @Bean
  RelayKafka relayKafka(
      KafkaProperties properties,
      KafkaConnectionDetails details,
      @Value("${contrail.http.max-body}") DataSize body,
      @Value("${contrail.sequencer.max-event-size}") DataSize event,
      Spans spans) {
    var producer = properties.buildProducerProperties();
    var consumer = properties.buildConsumerProperties();
    var admin = properties.buildAdminProperties();
    producer.put("bootstrap.servers", details.getProducer().getBootstrapServers());
    consumer.put("bootstrap.servers", details.getConsumer().getBootstrapServers());
    admin.put("bootstrap.servers", details.getAdmin().getBootstrapServers());
    RelayTracing.addTo(producer, spans);
    var limits = SizeLimits.of(body, event, producer);
    return new RelayKafka(producer, consumer, admin, limits.largestRecord());
  }

  @Bean
  RelayDatabase relayDatabase(HikariDataSource service, OutboxSettings.Database login) {
    return RelayDatabase.besides(service, login);
  }

  @Bean
  KeyPublisher.Source publishedKeys(RelayDatabase database, EventTopic topic, MasterKeys masters) {
    return new KeyPublisher.Source(
        new KeyTable(database.pool()), KeyTopic.beside(topic), masters, ENDS_ARE_REPEATED);
  }

  @Bean
  RelayFactory relayFactory(
      RelayDatabase database, RelayKafka kafka, Sequencer sequencer, KeyPublisher.Source keys) {
    return new RelayFactory(
        new PostgresEventStore(database.pool()),
        database.pool(),
        database.connections(),
        kafka,
        sequencer::refuse,
        keys);
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
      Relays relays,
      RelayDatabase database,
      Clock clock,
      OutboxSettings settings,
      MeterRegistry registry) {
    var reports = new RelayReports(relays, database.pool(), clock, settings.maxAge());
    reports.registerWith(registry);
    return reports;
  }

  @Bean
  RelayEndpoint relayEndpoint(RelayReports reports, Relays relays, RelayDatabase database) {
    return new RelayEndpoint(reports, relays, database.pool());
  }
}
