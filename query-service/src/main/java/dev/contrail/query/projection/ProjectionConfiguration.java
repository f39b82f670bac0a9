package dev.contrail.query.projection;

import dev.contrail.telemetry.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

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

  @Bean
  Follower follower(Progress progress, ContrailSettings settings) {
    return new Follower(progress, settings.topic().partitions());
  }

  @Bean
  ParkedStreams parkedStreams() {
    return new ParkedStreams();
  }

  @Bean
  Changes changes(JdbcClient jdbc) {
    return new Changes(jdbc);
  }

  @Bean
  News news(Progress progress, ParkedStreams parkedStreams, RunnerDatabase database) {
    return new News(progress, parkedStreams, database);
  }

  @Bean
  DeadLetters deadLetters(
      KafkaAdmin kafka,
      ProducerFactory<?, ?> producers,
      RunnerDatabase database,
      ContrailSettings settings) {
    return new DeadLetters(
        database,
        kafka.getConfigurationProperties(),
        producers.getConfigurationProperties(),
        settings.topic());
  }

  /**
   * Connections for the consumers of each projection's live and previous generation, for its
   * rebuild, and some to spare; most of them only while they are needed.
   */
  @Bean
  RunnerDatabase runnerDatabase(
      JdbcConnectionDetails details,
      ProjectionSettings settings,
      List<Projection<?, ?, ?>> projections) {
    return new RunnerDatabase(details, projections.size() * (2 * settings.concurrency() + 2) + 2);
  }

  @Bean
  TopicWatch topicWatch(KafkaAdmin kafka, ContrailSettings settings) {
    return new TopicWatch(Admin.create(kafka.getConfigurationProperties()), settings.eventTopic());
  }

  @Bean
  Reach reach(
      JdbcTemplate jdbc, TopicWatch watch, RunnerContainers containers, ContrailSettings settings) {
    return new Reach(jdbc, watch, new TopicTail(containers::alone, settings.topic().name()));
  }

  @Bean
  RunnerContainers runnerContainers(
      ConsumerFactory<?, ?> consumers,
      ProjectionSettings settings,
      ContrailSettings contrail,
      TracedEvents traced) {
    return new RunnerContainers(consumers, settings, contrail.topic().name(), traced);
  }

  @Bean
  TracedEvents tracedEvents(Spans spans) {
    return new TracedEvents(spans, Clock.systemUTC());
  }

  @Bean
  RunnerFactory runnerFactory(
      List<Projection<?, ?, ?>> projections,
      ContrailSettings settings,
      RunnerDatabase database,
      RunnerContainers containers,
      News news) {
    return new RunnerFactory(projections, settings, database, containers, news);
  }

  @Bean
  @DependsOnDatabaseInitialization
  Projections projections(
      RunnerFactory factory,
      RebuildWork work,
      TopicWatch watch,
      DeadLetters deadLetters,
      ProjectionSettings settings) {
    return new Projections(factory, work, watch, deadLetters, settings);
  }

  /** Begins once the projections have made the tables that were not there. */
  @Bean
  @DependsOn("projections")
  MissingIndexes missingIndexes(RunnerFactory factory) {
    return new MissingIndexes(factory.database(), factory.generations());
  }

  @Bean
  RebuildWork rebuildWork(RunnerFactory factory, ProjectionSettings settings) {
    return new RebuildWork(factory.database(), factory.generations(), settings.lease());
  }

  @Bean
  CursorListener cursorListener(RunnerDatabase database, News news, ProjectionSettings settings) {
    return new CursorListener(database, news, settings.pollInterval());
  }

  @Bean
  LagWatch lagWatch(RunnerFactory factory, Projections projections, ProjectionSettings settings) {
    return new LagWatch(factory, projections, settings.watchInterval(), Clock.systemUTC());
  }

  @Bean
  ProjectionMetrics projectionMetrics(
      Projections projections,
      LagWatch lags,
      News news,
      RunnerDatabase database,
      MeterRegistry registry) {
    var work = new OpenWork(database.jdbc());
    return new ProjectionMetrics(projections, lags, news, work, registry);
  }

  @Bean
  ProjectionsEndpoint projectionsEndpoint(
      RunnerFactory factory, Projections projections, RebuildWork work, LagWatch lags) {
    var reports = new ProjectionReports(factory, projections, lags);
    return new ProjectionsEndpoint(reports, new ProjectionOperator(factory, projections, work));
  }

  @Bean
  ProjectionsHealth projectionsHealthIndicator(
      Projections projections, News news, LagWatch lags, ProjectionSettings settings) {
    return new ProjectionsHealth(projections, news, lags, settings.maxLag());
  }

  /** For readiness: up once every projection has its partitions. */
  @Bean
  HealthIndicator assignmentHealthIndicator(Projections projections) {
    return () -> {
      var causes = projections.unassigned();
      return causes.isEmpty()
          ? Health.up().build()
          : Health.outOfService().withDetail("causes", causes).build();
    };
  }
}
