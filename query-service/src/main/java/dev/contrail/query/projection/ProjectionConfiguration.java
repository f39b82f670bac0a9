package dev.contrail.query.projection;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Runs every {@link Projection} that is a bean. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ContrailSettings.class, ProjectionSettings.class})
public class ProjectionConfiguration {

  @Bean
  RecordRowMappers recordRowMappers() {
    return new RecordRowMappers();
  }

  @Bean
  Progress progress() {
    return new Progress();
  }

  /** A connection for each consumer of each projection, and one to spare. */
  @Bean
  RunnerDatabase runnerDatabase(
      JdbcConnectionDetails details,
      ProjectionSettings settings,
      List<Projection<?, ?, ?>> projections) {
    return new RunnerDatabase(details, projections.size() * settings.concurrency() + 1);
  }

  @Bean
  TopicWatch topicWatch(KafkaAdmin kafka, ContrailSettings settings) {
    return new TopicWatch(Admin.create(kafka.getConfigurationProperties()), settings.eventTopic());
  }

  @Bean
  RunnerContainers runnerContainers(
      ConsumerFactory<?, ?> consumers, ProjectionSettings settings, ContrailSettings contrail) {
    return new RunnerContainers(consumers, settings, contrail.topic().name());
  }

  @Bean
  RunnerFactory runnerFactory(
      List<Projection<?, ?, ?>> projections,
      ContrailSettings settings,
      RunnerDatabase database,
      RunnerContainers containers,
      Progress progress) {
    return new RunnerFactory(projections, settings, database, containers, progress);
  }

  @Bean
  @DependsOn("flywayInitializer")
  Projections projections(
      RunnerFactory factory,
      TopicWatch watch,
      ContrailSettings contrail,
      ProjectionSettings settings) {
    return new Projections(factory, watch, contrail.topic().partitions(), settings);
  }

  @Bean
  CursorListener cursorListener(
      RunnerDatabase database, Progress progress, ProjectionSettings settings) {
    return new CursorListener(database, progress, settings.pollInterval());
  }

  @Bean
  ProjectionMetrics projectionMetrics(
      Projections projections, Progress progress, MeterRegistry registry) {
    return new ProjectionMetrics(projections, progress, registry);
  }

  @Bean
  ProjectionsHealth projectionsHealthIndicator(Projections projections, Progress progress) {
    return new ProjectionsHealth(projections, progress);
  }

  /** For readiness: up once every projection has its partitions. */
  @Bean
  HealthIndicator assignmentHealthIndicator(Projections projections) {
    return () -> (projections.isAssigned() ? Health.up() : Health.outOfService()).build();
  }
}
