package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.events.EventTopic;
import dev.contrail.personal.KeyTopic;
import dev.contrail.servers.BrokerAccess;
import dev.contrail.servers.KafkaLogins;
import dev.contrail.servers.KafkaProcess;
import dev.contrail.servers.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may do what at a broker with the settings of docker-compose.secure.yml that has been told
 * docs/access/broker.csv: what each service needs works, and nothing else does. Cures: those lines,
 * and the settings' listeners and authorizer.
 */
class BrokerAccessIntegrationTests {

  private static final Path SETTINGS = Path.of("../docker/kafka-secure.properties");
  private static final Path ACCESS = Path.of("../docs/access/broker.csv");
  private static final String RELAY = "contrail-relay";
  private static final String QUERY = "contrail-query";
  private static final String STRANGER = "contrail-stranger";
  private static final EventTopic TOPIC = topic();
  private static final KafkaLogins LOGINS =
      new KafkaLogins(
          Map.of(KafkaLogins.BROKER, "b", RELAY, "r", QUERY, "q", STRANGER, "s"), SETTINGS);
  private static final KafkaProcess KAFKA =
      KafkaProcess.start(Place.temporary(Path.of("target"), "secure-kafka-"), LOGINS);

  /** Forks rename it in the table. */
  private static EventTopic topic() {
    var name =
        BrokerAccess.read(ACCESS).stream()
            .map(binding -> binding.pattern().name())
            .filter(one -> one.endsWith("-events") || one.endsWith(".events"))
            .findFirst()
            .orElseThrow();
    return new EventTopic(name, 3, (short) 1);
  }

  /** One that the query service may be in; forks rename it too. */
  private static String group() {
    return BrokerAccess.read(ACCESS).stream()
        .map(AclBinding::pattern)
        .filter(pattern -> pattern.resourceType() == ResourceType.GROUP)
        .map(pattern -> pattern.name() + "board_g1")
        .findFirst()
        .orElseThrow();
  }

  private static final CommandDatabase DATABASE = new CommandDatabase();
  private static final TestRelays RELAYS = new TestRelays(DATABASE, TOPIC, as(RELAY));

  @BeforeAll
  static void allow() throws Exception {
    try (var admin = Admin.create(as(KafkaLogins.BROKER))) {
      admin.createAcls(BrokerAccess.read(ACCESS)).all().get();
    }
    publish(Delivery.IDEMPOTENT, 20);
  }

  @AfterAll
  static void stop() {
    KAFKA.close();
  }

  /** The relay makes the topic, if it has to, looks at it, reads its ends and writes. */
  private static void publish(Delivery delivery, int commands) {
    var sequencer = DATABASE.sequencer();
    RELAYS.record(sequencer, commands);
    sequencer.stop();
    var relay = RELAYS.start(delivery);
    try {
      await().until(() -> RELAYS.publishedPosition() == RELAYS.head());
    } finally {
      TestRelays.stop(relay);
    }
  }

  @Test
  void theRelayPublishesInTransactionsToo() {
    publish(Delivery.TRANSACTIONAL, 20);
  }

  @Test
  void theQuerySideReadsAsItsConsumersDo() {
    try (var consumer = consumer(QUERY, group())) {
      consumer.subscribe(List.of(TOPIC.name()));
      await().until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());
    }
  }

  @Test
  void theQuerySideLooksAtTheTopicAndPutsDeadLettersAside() throws Exception {
    var letters = TOPIC.name() + ".dead-letters";
    try (var admin = Admin.create(as(QUERY))) {
      assertThat(admin.describeTopics(List.of(TOPIC.name())).allTopicNames().get())
          .containsKey(TOPIC.name());
      var end = Map.of(new TopicPartition(TOPIC.name(), 0), OffsetSpec.latest());
      assertThat(admin.listOffsets(end).all().get()).isNotEmpty();
      admin.createTopics(List.of(new NewTopic(letters, 1, (short) 1))).all().get();
    }
    assertThat(send(QUERY, letters).get().topic()).isEqualTo(letters);
    assertRefused(TopicAuthorizationException.class, () -> send(RELAY, letters).get());
  }

  @Test
  void onlyTheRelayWritesToTheLogsTopic() {
    assertRefused(TopicAuthorizationException.class, () -> send(QUERY, TOPIC.name()).get());
    assertRefused(TopicAuthorizationException.class, () -> send(STRANGER, TOPIC.name()).get());
  }

  @Test
  void keysOfPersonsGoFromTheRelayToTheQuerySideAndToNobodyElse() throws Exception {
    var keys = KeyTopic.beside(TOPIC);
    try (var admin = Admin.create(as(RELAY))) {
      keys.ensure(admin);
    }
    assertThat(send(RELAY, keys.name()).get().topic()).isEqualTo(keys.name());
    try (var consumer = fromTheBeginning(QUERY, keys.name())) {
      await().until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());
    }
    for (var other : List.of(QUERY, STRANGER)) {
      assertRefused(TopicAuthorizationException.class, () -> send(other, keys.name()).get());
    }
    for (var other : List.of(RELAY, STRANGER)) {
      try (var consumer = fromTheBeginning(other, keys.name())) {
        assertRefused(
            TopicAuthorizationException.class, () -> consumer.poll(Duration.ofSeconds(20)));
      }
    }
  }

  /** In no group, as a topic is read by who reads all of it. */
  private static KafkaConsumer<String, String> fromTheBeginning(String user, String topic) {
    var consumer = consumer(user, group());
    consumer.assign(List.of(new TopicPartition(topic, 0)));
    consumer.seekToBeginning(consumer.assignment());
    return consumer;
  }

  @Test
  void onlyTheRelayUsesItsTransactionalId() {
    var relays = TestRelays.settings(TOPIC, Delivery.TRANSACTIONAL);
    var id = "contrail-relay-" + relays.cell() + "-" + relays.destination();
    for (var other : List.of(QUERY, STRANGER)) {
      assertRefused(
          TransactionalIdAuthorizationException.class,
          () -> producer(other, Map.of("transactional.id", id)).initTransactions());
    }
    assertRefused(
        TransactionalIdAuthorizationException.class,
        () -> producer(RELAY, Map.of("transactional.id", "mine")).initTransactions());
  }

  @ParameterizedTest
  @ValueSource(strings = {RELAY, QUERY, STRANGER})
  void nobodyChangesWhatTheTopicIs(String user) {
    var name = TOPIC.name();
    var setting = new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try (var admin = Admin.create(as(user))) {
      var more = Map.of(name, NewPartitions.increaseTo(13));
      var change = Map.<ConfigResource, Collection<AlterConfigOp>>of(topic, List.of(setting));
      var cut = Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(1));
      var type = AuthorizationException.class;
      assertRefused(type, () -> admin.createPartitions(more).all().get());
      assertRefused(type, () -> admin.incrementalAlterConfigs(change).all().get());
      assertRefused(type, () -> admin.deleteRecords(cut).all().get());
      assertRefused(type, () -> admin.deleteTopics(List.of(name)).all().get());
      assertRefused(type, () -> admin.createAcls(BrokerAccess.read(ACCESS)).all().get());
      assertRefused(type, () -> admin.describeAcls(AclBindingFilter.ANY).values().get());
      var another = List.of(new NewTopic("another", 1, (short) 1));
      assertRefused(type, () -> admin.createTopics(another).all().get());
    }
  }

  @Test
  void whoIsAllowedNothingReadsNothing() {
    try (var stranger = fromTheBeginning(STRANGER, TOPIC.name());
        var query = consumer(QUERY, "elsewhere")) {
      assertRefused(TopicAuthorizationException.class, () -> stranger.poll(Duration.ofSeconds(20)));
      query.subscribe(List.of(TOPIC.name()));
      assertRefused(GroupAuthorizationException.class, () -> query.poll(Duration.ofSeconds(20)));
    }
  }

  @Test
  void nobodyIsAnonymous() {
    var nobody = Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers());
    var impostor = as(RELAY);
    var login = String.valueOf(impostor.get("sasl.jaas.config"));
    impostor.put("sasl.jaas.config", login.replace("\"r\"", "\"guessed\""));
    assertRefused(TimeoutException.class, () -> describe(nobody));
    assertRefused(SaslAuthenticationException.class, () -> describe(impostor));
  }

  private static void describe(Map<String, Object> client) throws Exception {
    var settings = new HashMap<>(client);
    settings.put("default.api.timeout.ms", 3_000);
    settings.put("request.timeout.ms", 2_000);
    try (var admin = Admin.create(settings)) {
      admin.describeCluster().nodes().get();
    }
  }

  private static void assertRefused(Class<? extends Exception> how, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .satisfiesAnyOf(
            thrown -> assertThat(thrown).isInstanceOf(how),
            thrown -> assertThat(thrown).hasCauseInstanceOf(how));
  }

  private static Future<RecordMetadata> send(String user, String topic) {
    try (var producer = producer(user, Map.of())) {
      var sent = producer.send(new ProducerRecord<>(topic, "key", "value"));
      producer.flush();
      return sent;
    }
  }

  private static KafkaProducer<String, String> producer(String user, Map<String, Object> more) {
    var settings = as(user);
    settings.putAll(more);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(String user, String group) {
    var settings = as(user);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  private static Map<String, Object> as(String user) {
    var settings = new HashMap<>(LOGINS.client(user));
    settings.put("bootstrap.servers", KAFKA.bootstrapServers());
    return settings;
  }
}
