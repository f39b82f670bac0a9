package dev.contrail.query.projection;

import dev.contrail.events.EventTopic;
import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.servers.TestServers;
import dev.contrail.telemetry.Spans;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.util.unit.DataSize;

/** The machinery of one query-service instance, without Spring around it. */
final class Instance implements AutoCloseable {

  /** Its events were recorded long ago. */
  private static final Duration LONG = Duration.ofDays(100_000);

  private final RunnerDatabase database;
  private final TopicWatch watch;
  private final CursorListener listener;
  private final DeadLetters deadLetters;
  final News news;
  final Progress progress = new Progress();
  final Projections projections;
  final ProjectionOperator operator;
  final ProjectionReports reports;
  final LagWatch lags;

  Instance(QueryDatabase database, EventTopic topic, List<Projection<?, ?, ?>> all) {
    this(database.details(), TestServers.kafkaBootstrapServers(), topic, topic.name(), all);
  }

  Instance(
      JdbcConnectionDetails database,
      String bootstrapServers,
      EventTopic topic,
      String groupPrefix,
      List<Projection<?, ?, ?>> all) {
    var running =
        new ProjectionSettings(
            groupPrefix,
            1,
            50,
            DataSize.ofKilobytes(256),
            Duration.ofMillis(10),
            Duration.ofMillis(500),
            Duration.ofMillis(200),
            LONG,
            Duration.ofMillis(200),
            Duration.ofSeconds(2));
    this.database = new RunnerDatabase(database, all.size() * 4 + 2);
    var broker = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
    var settings =
        new ContrailSettings(
            TestLog.CELL,
            new ContrailSettings.Topic(topic.name(), topic.partitions(), topic.replicas()));
    var containers =
        new RunnerContainers(
            new DefaultKafkaConsumerFactory<>(broker),
            running,
            topic.name(),
            new TracedEvents(Spans.OFF, Clock.systemUTC()));
    this.news = new News(progress, new ParkedStreams(), this.database);
    var factory = new RunnerFactory(all, settings, this.database, containers, news);
    this.watch = new TopicWatch(Admin.create(broker), topic);
    var work = new RebuildWork(this.database, factory.generations(), running.lease());
    this.deadLetters = new DeadLetters(this.database, broker, broker, settings.topic());
    this.projections = new Projections(factory, work, watch, deadLetters, running);
    this.operator = new ProjectionOperator(factory, projections, work);
    this.lags = new LagWatch(factory, projections, running.watchInterval(), Clock.systemUTC());
    this.reports = new ProjectionReports(factory, projections, lags);
    this.listener = new CursorListener(this.database, news, running.pollInterval());
  }

  Instance started() {
    projections.start();
    listener.start();
    lags.start();
    return this;
  }

  /** Of the live generations. */
  Stream<Runner> runners() {
    return projections.names().stream().flatMap(name -> projections.liveRunner(name).stream());
  }

  ProjectionReport report(String projection) {
    return reports.of(projection).orElseThrow();
  }

  /** The latest rebuild; there has to be one. */
  ProjectionReport.RebuildReport rebuild(String projection) {
    var rebuild = report(projection).rebuild();
    if (rebuild == null) {
      throw new AssertionError("there was no rebuild of " + projection);
    }
    return rebuild;
  }

  String health() {
    return new ProjectionsHealth(projections, news, lags, LONG).health().toString();
  }

  @Override
  public void close() {
    lags.stop();
    projections.stop();
    listener.stop();
    watch.close();
    deadLetters.close();
    database.close();
  }
}
