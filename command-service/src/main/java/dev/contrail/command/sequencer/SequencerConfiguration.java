package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.eventstore.SnapshotStore;
import dev.contrail.command.personal.PersonalKeys;
import dev.contrail.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** One sequencer for this instance. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SequencerConfiguration.Settings.class)
public class SequencerConfiguration {

  /**
   * @param queueCapacity commands that may wait; one more is refused with 503
   * @param maxGroup commands in one transaction at most
   * @param cachedStreams streams whose state is kept in memory
   * @param maxEventSize an event's JSON at most
   * @param answerGrace how long after its deadline a request still waits
   * @param snapshotEvery how many events of a stream lie between two snapshots
   */
  @ConfigurationProperties("contrail.sequencer")
  record Settings(
      @DefaultValue("2048") int queueCapacity,
      @DefaultValue("512") int maxGroup,
      @DefaultValue("50000") long cachedStreams,
      @DefaultValue("256KB") DataSize maxEventSize,
      @DefaultValue("500ms") Duration answerGrace,
      @DefaultValue("100") int snapshotEvery) {

    SequencerSettings toSettings() {
      return new SequencerSettings(
          queueCapacity,
          maxGroup,
          cachedStreams,
          (int) maxEventSize.toBytes(),
          answerGrace,
          snapshotEvery);
    }
  }

  @Bean
  Sequencer sequencer(
      DirectConnections connections,
      EventStore store,
      SnapshotStore snapshots,
      Settings settings,
      Clock clock,
      Telemetry telemetry,
      PersonalKeys keys) {
    return new Sequencer(
        connections::forAppending, store, snapshots, settings.toSettings(), clock, telemetry, keys);
  }

  @Bean
  SequencerEndpoint sequencerEndpoint(Sequencer sequencer) {
    return new SequencerEndpoint(sequencer);
  }

  @Bean
  HealthIndicator sequencerHealthIndicator(Sequencer sequencer) {
    return () ->
        sequencer
            .refusal()
            .map(reason -> Health.down().withDetail("refusing", reason).build())
            .orElseGet(() -> Health.up().build());
  }
}
