package dev.contrail.query.projection;

import dev.contrail.events.ChainedEvent;
import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.query.fixture.TestTopic;
import dev.contrail.servers.TestServers;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Counters, an instance that can be stopped, and what readers know of it. */
public final class ReadWorld implements AutoCloseable {

  private static final Map<String, Object> BROKER =
      Map.of(
          "bootstrap.servers",
          TestServers.kafkaBootstrapServers(),
          "isolation.level",
          "read_committed");

  private final CounterWorld world;
  private final TopicWatch watch;
  private @Nullable Instance instance;

  /** Counters whose totals are kept with all they have been, and another projection. */
  public ReadWorld(Projection<?, ?, ?> other) {
    var topic = new TestTopic(CounterWorld.PARTITIONS);
    this.world =
        new CounterWorld(
            topic,
            QueryDatabase.migrated("classpath:db/counter"),
            new TestLog<>(topic.topic(), CounterEvent.CODEC),
            List.of(new KeptTotals(), other));
    this.watch = new TopicWatch(Admin.create(BROKER), topic.topic());
  }

  public void start() {
    instance = world.start();
  }

  public void stop() {
    if (instance != null) {
      instance.close();
      instance = null;
    }
  }

  private Instance running() {
    if (instance == null) {
      throw new IllegalStateException("it is not started");
    }
    return instance;
  }

  /** An event of a counter in this partition, not published yet. */
  public ChainedEvent raise(int partition) {
    world.raise(world.counterOf(partition), 1);
    return world.log().events().getLast();
  }

  public void publish(ChainedEvent... events) {
    world.topic().publish(events);
  }

  public Projection<?, ?, ?> totals() {
    return new KeptTotals();
  }

  public Progress progress() {
    return running().progress;
  }

  public ParkedStreams parked() {
    return running().news.parkedStreams();
  }

  /** As the service logs in. */
  public DataSource database() {
    var database = world.database().database();
    return new DriverManagerDataSource(
        database.jdbcUrl(), database.service().user(), database.service().password());
  }

  public JdbcTemplate jdbc() {
    return new JdbcTemplate(database());
  }

  public Reach reach() {
    return new Reach(jdbc(), watch, tail());
  }

  private TopicTail tail() {
    return new TopicTail(
        () -> new KafkaConsumer<>(BROKER, new StringDeserializer(), new ByteArrayDeserializer()),
        world.topic().topic().name());
  }

  CounterWorld counters() {
    return world;
  }

  @Override
  public void close() {
    stop();
    watch.close();
    world.close();
  }
}
