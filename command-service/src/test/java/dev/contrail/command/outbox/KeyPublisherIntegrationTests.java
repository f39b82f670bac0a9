package dev.contrail.command.outbox;

import static dev.contrail.command.personal.Guests.come;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.command.personal.Erasures;
import dev.contrail.command.personal.Guests;
import dev.contrail.command.personal.KeyTable;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.EventTopic;
import dev.contrail.personal.KeyRecord;
import dev.contrail.personal.KeyTopic;
import dev.contrail.personal.MasterKeyFile;
import dev.contrail.personal.MasterKeys;
import dev.contrail.servers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyPublisherIntegrationTests {

  private static final Map<String, Object> KAFKA =
      Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers());

  private final CommandDatabase database = new CommandDatabase();
  private final TestRelays relays = new TestRelays(database);
  private final KeyTopic topic = KeyTopic.beside(relays.topic);
  private final Erasures erasures = new Erasures(database.connections(), database.dataSource());
  @TempDir private Path folder;
  private Path file;
  private Sequencer sequencer;
  private @Nullable Relay relay;

  @BeforeEach
  void begin() {
    file = folder.resolve("master-keys.json");
    MasterKeyFile.addKey(file);
    sequencer = Guests.sequencer(database, new MasterKeys(file));
  }

  @AfterEach
  void stop() {
    sequencer.stop();
    stopRelay();
  }

  private void stopRelay() {
    if (relay != null) {
      TestRelays.stop(relay);
      relay = null;
    }
  }

  private void startRelay() {
    startRelay(Duration.ofDays(1));
  }

  private void startRelay(Duration repeat) {
    var dataSource = database.relayDataSource();
    var keys =
        new KeyPublisher.Source(new KeyTable(dataSource), topic, new MasterKeys(file), repeat);
    relay =
        new RelayFactory(
                new PostgresEventStore(dataSource),
                dataSource,
                database.relayConnections(),
                new RelayKafka(KAFKA, KAFKA, KAFKA, 300_000),
                relays.refusals::add,
                keys)
            .relayWithKeys(TestRelays.settings(relays.topic, Delivery.IDEMPOTENT));
    relay.start();
  }

  /** Cure: what was read of the log waits until the keys are acknowledged. */
  @Test
  void noEventIsPublishedBeforeItsKey() throws Exception {
    try (var admin = Admin.create(KAFKA)) {
      var narrow = new NewTopic(topic.name(), 1, (short) 1);
      admin.createTopics(List.of(narrow.configs(Map.of("max.message.bytes", "10")))).all().get();
      sequencer.execute(come("1", "guest", "Zoe"));
      startRelay();
      await().until(() -> relay != null && relay.status().state() == State.RETRYING);
      assertThat(relays.published(relays.topic)).isEmpty();
      set(admin, TOPIC, topic.name(), Map.of("max.message.bytes", "1000000"));
      await().untilAsserted(() -> assertThat(relays.published(relays.topic)).hasSize(1));
      assertThat(published()).hasSize(1);
    }
  }

  private static final AlterConfigOp.OpType SET = AlterConfigOp.OpType.SET;

  /** As if everything was killed between the two: what is to be said stands in the table. */
  @Test
  void anErasureIsPublishedByWhoeverLeadsNext() {
    sequencer.execute(come("1", "guest", "Zoe"));
    startRelay();
    await().untilAsserted(() -> assertThat(published()).hasSize(1));
    stopRelay();
    erasures.erase("guest", "tester");
    assertThat(published()).hasSize(1);
    startRelay();
    await()
        .untilAsserted(
            () -> assertThat(published().getLast()).matches(key -> key.destroyedAt() != null));
    assertThat(published().getLast().wrapped()).isNull();
    await()
        .untilAsserted(
            () -> assertThat(new KeyTable(database.relayDataSource()).pending(10)).isEmpty());
  }

  @Test
  void aRunningRelayPublishesAnErasureAtOnceThoughNothingIsRecorded() {
    sequencer.execute(come("1", "guest", "Zoe"));
    startRelay();
    await().untilAsserted(() -> assertThat(published()).hasSize(1));
    erasures.erase("guest", "tester");
    await().untilAsserted(() -> assertThat(published()).hasSize(2));
  }

  /** Cure: the end of a key is said again and again, for compaction keeps the last word only. */
  @Test
  void aKeyThatAFrozenRelayPublishesAfterItsEndIsNotTheLastWord() throws Exception {
    sequencer.execute(come("1", "guest", "Zoe"));
    startRelay(Duration.ofSeconds(1));
    await().untilAsserted(() -> assertThat(published()).hasSize(1));
    var alive = published().getFirst();
    erasures.erase("guest", "tester");
    await().until(() -> published().getLast().destroyedAt() != null);
    var before = published().size();
    try (var frozen = new RelayKafka(KAFKA, KAFKA, KAFKA, 300_000).newKeyProducer()) {
      frozen.send(alive.toRecord(topic)).get();
    }
    await()
        .untilAsserted(() ->
            assertThat(published().stream().skip(before))
                .extracting(key -> key.destroyedAt() == null)
                .contains(true)
                .endsWith(false));
  }

  /** Cure: what the topic is made with. In a hurry here: an hour is what it may take. */
  @Test
  void ofADestroyedKeyOnlyItsEndIsLeftInTheTopic() throws Exception {
    sequencer.execute(come("1", "gone", "Zoe"));
    startRelay();
    await().untilAsserted(() -> assertThat(published()).hasSize(1));
    var key = published().getFirst();
    assertThat(key.wrapped()).isNotNull();
    try (var admin = Admin.create(KAFKA)) {
      assertThat(setting(admin, "cleanup.policy")).isEqualTo("compact");
      assertThat(setting(admin, "max.compaction.lag.ms")).isEqualTo("3600000");
      assertThat(setting(admin, "segment.ms")).isEqualTo("3600000");
      erasures.erase("gone", "tester");
      set(admin, TOPIC, topic.name(), Map.of("segment.ms", "1", "max.compaction.lag.ms", "1"));
      set(admin, BROKERS, "", Map.of("log.cleaner.backoff.ms", "100"));
      var followers = new AtomicInteger();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            // what is written last is never compacted, until something follows
            sequencer.execute(come("1", "guest-" + followers.incrementAndGet(), "Zoe"));
            assertThat(published())
                .filteredOn(one -> one.keyId().equals(key.keyId()))
                .singleElement()
                .matches(one -> one.wrapped() == null && one.destroyedAt() != null);
          });
    }
  }

  @AfterAll
  static void noMoreHurry() throws Exception {
    try (var admin = Admin.create(KAFKA)) {
      set(admin, BROKERS, "", Map.of("log.cleaner.backoff.ms", "15000"));
    }
  }

  private static final ConfigResource.Type TOPIC = ConfigResource.Type.TOPIC;
  private static final ConfigResource.Type BROKERS = ConfigResource.Type.BROKER;

  private String setting(Admin admin, String name) throws Exception {
    var resource = new ConfigResource(TOPIC, topic.name());
    var all = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    return Objects.requireNonNull(Objects.requireNonNull(all).get(name)).value();
  }

  private static void set(
      Admin admin, ConfigResource.Type type, String name, Map<String, String> settings)
      throws Exception {
    var changes =
        settings.entrySet().stream()
            .map(one -> new AlterConfigOp(new ConfigEntry(one.getKey(), one.getValue()), SET))
            .toList();
    admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), changes)).all().get();
  }

  @Test
  void aTopicThatWasMadeAnewGetsAllKeysAgain() throws Exception {
    sequencer.execute(come("1", "guest", "Zoe"));
    sequencer.execute(come("1", "other", "Zoe"));
    startRelay();
    await().untilAsserted(() -> assertThat(published()).hasSize(2));
    stopRelay();
    try (var admin = Admin.create(KAFKA)) {
      admin.deleteTopics(List.of(topic.name())).all().get();
    }
    startRelay();
    await().untilAsserted(() -> assertThat(published()).hasSize(2));
  }

  @Test
  void aNewMasterKeyWrapsAllThatIsLeft() throws Exception {
    sequencer.execute(come("1", "guest", "Zoe"));
    sequencer.execute(come("1", "gone", "Zoe"));
    startRelay();
    await().untilAsserted(() -> assertThat(published()).hasSize(2));
    stopRelay();
    erasures.erase("gone", "tester");
    var before = Files.readString(file);
    var added = MasterKeyFile.addKey(file);
    startRelay();
    await().untilAsserted(() -> assertThat(published().size()).isGreaterThanOrEqualTo(4));
    assertThat(masterKeys()).containsExactly(added);
    // what was wrapped by the first key alone has no use for it any more
    var onlyNew = folder.resolve("only-new.json");
    Files.writeString(onlyNew, withoutFirst(Files.readString(file), before));
    var latest =
        published().stream().filter(key -> key.subject().equals("guest")).toList().getLast();
    var wrapped = Objects.requireNonNull(latest.wrapped());
    assertThat(new MasterKeys(onlyNew).unwrap(latest.keyId(), "guest", wrapped).id())
        .isEqualTo(latest.keyId());
  }

  private static String withoutFirst(String both, String first) {
    var one = first.substring(first.indexOf('[') + 1, first.lastIndexOf(']'));
    return both.replace(one + ",", "");
  }

  private List<String> masterKeys() {
    return database
        .asService()
        .sql("select distinct master_key_id from personal_key where master_key_id is not null")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private List<KeyRecord> published() {
    return relays.records(new EventTopic(topic.name(), 1, (short) 1)).stream()
        .map(record -> KeyRecord.read(record).orElseThrow())
        .toList();
  }
}
