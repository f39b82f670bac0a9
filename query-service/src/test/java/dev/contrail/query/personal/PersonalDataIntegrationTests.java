package dev.contrail.query.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.contrail.events.Personal;
import dev.contrail.personal.DataKey;
import dev.contrail.personal.KeyRecord;
import dev.contrail.personal.KeyTopic;
import dev.contrail.personal.MasterKeyFile;
import dev.contrail.personal.MasterKeys;
import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.fixture.TestTopic;
import dev.contrail.servers.TestServers;
import dev.contrail.web.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A table and a topic of keys, and rows that are opened with them. */
class PersonalDataIntegrationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration IMPATIENCE = Duration.ofMillis(1);
  private static final Map<String, Object> KAFKA =
      Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers());

  record Guest(String guestId, @Personal(subject = "guestId") @Nullable String name) {}

  private final QueryDatabase database = QueryDatabase.migrated("classpath:db/counter");
  private final TestTopic events = new TestTopic(1);
  private final KeyTopic topic = KeyTopic.beside(events.topic());
  private final DataKey key = DataKey.of("ann");
  private final KeyConnections connections = new KeyConnections(database.details());
  private final KeyTable table = new KeyTable(connections.pool());
  @TempDir private Path folder;
  private MasterKeys masters;
  private KeyRing ring;
  private @Nullable KeyFollower follower;

  @BeforeEach
  void begin() {
    var file = folder.resolve("master-keys.json");
    MasterKeyFile.addKey(file);
    masters = new MasterKeys(file);
    ring = new KeyRing(table, masters, 100);
  }

  @AfterEach
  void stop() {
    stopFollowing();
    connections.close();
    events.close();
  }

  private void stopFollowing() {
    if (follower != null) {
      follower.stop();
      follower = null;
    }
  }

  private void follow() {
    follower = new KeyFollower(topic, table, ring, KAFKA, KAFKA);
    follower.start();
    await().untilAsserted(() -> assertThat(topics()).contains(topic.name()));
  }

  private static java.util.Set<String> topics() throws Exception {
    try (var admin = Admin.create(KAFKA)) {
      return admin.listTopics().names().get();
    }
  }

  private PersonalData data(Duration patience) {
    return new PersonalData(table, ring, patience);
  }

  private KeyRecord alive() {
    return new KeyRecord(key.id(), "ann", masters.wrap(key).text(), null);
  }

  private KeyRecord destroyed() {
    return new KeyRecord(key.id(), "ann", null, Instant.parse("2026-01-01T00:00:00Z"));
  }

  private void publish(KeyRecord record) {
    events.publish(record.toRecord(topic));
  }

  private List<Guest> sealedGuest() {
    return List.of(new Guest("ann", key.seal("name", "Ann")));
  }

  @Test
  void whatIsSealedIsOpenedWithAKeyFromTheTopic() {
    follow();
    publish(alive());
    assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", "Ann"));
  }

  @Test
  void aReadWaitsForAKeyThatComesLater() {
    try (var admin = Admin.create(KAFKA)) {
      topic.ensure(admin);
    }
    publish(alive());
    var opened = CompletableFuture.supplyAsync(() -> data(PATIENCE).open(sealedGuest()));
    follow();
    assertThat(opened.join()).containsExactly(new Guest("ann", "Ann"));
  }

  /** Cure: whoever has heard the topic to its end says so, and what was said is taken back. */
  @Test
  @Timeout(60)
  void aKeyThatNoTopicHasIsNotWaitedFor() {
    follow();
    var patient = data(Duration.ofDays(1));
    assertThat(patient.open(sealedGuest())).containsExactly(new Guest("ann", null));
    publish(alive());
    await()
        .untilAsserted(
            () -> assertThat(patient.open(sealedGuest())).containsExactly(new Guest("ann", "Ann")));
  }

  /** Cure: a key that is here but cannot be unwrapped is none that may still come. */
  @Test
  @Timeout(60)
  void aKeyWhoseMasterKeyIsMissingIsNotWaitedFor() {
    var others = folder.resolve("other-master-keys.json");
    MasterKeyFile.addKey(others);
    var wrapped = new MasterKeys(others).wrap(key).text();
    table.put(List.of(new KeyRecord(key.id(), "ann", wrapped, null)), topic.name(), "id", 1);
    var patient = data(Duration.ofDays(1));
    assertThatThrownBy(() -> patient.open(sealedGuest())).isInstanceOf(Problem.class);
    assertThat(patient.openLive(sealedGuest())).containsExactly(new Guest("ann", null));
  }

  /** Cure: whoever cannot read the topic looks what others have put into the table. */
  @Test
  void whatWasErasedIsNullAlsoWhereTheBrokerCannotBeReached() {
    table.put(List.of(alive()), topic.name(), "id", 1);
    Map<String, Object> nowhere =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:1",
            "default.api.timeout.ms",
            1_000,
            "request.timeout.ms",
            500);
    follower = new KeyFollower(topic, table, ring, nowhere, nowhere);
    follower.start();
    assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", "Ann"));
    table.put(List.of(destroyed()), topic.name(), "id", 2);
    await()
        .atMost(PATIENCE.multipliedBy(3))
        .untilAsserted(() ->
            assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", null)));
  }

  @Test
  void aKeyThatDoesNotComeIsAskedForAgain() {
    assertThatThrownBy(() -> data(IMPATIENCE).open(sealedGuest()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("not here yet");
  }

  @Test
  void plainTextOfOldIsShownAsItIs() {
    assertThat(data(IMPATIENCE).open(List.of(new Guest("ann", "Ann"))))
        .containsExactly(new Guest("ann", "Ann"));
  }

  /** Cure: what is in memory is dropped when the topic says that it is destroyed. */
  @Test
  void whatWasErasedIsNullAlsoForThoseWhoHadTheKeyInMemory() {
    follow();
    publish(alive());
    assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", "Ann"));
    publish(destroyed());
    await()
        .untilAsserted(() ->
            assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", null)));
    assertThat(data(PATIENCE).keysOf("ann"))
        .singleElement()
        .matches(one -> one.destroyedAt() != null);
  }

  /**
   * Cure: whoever begins to read anew forgets what it knew, for the cursor is that of all
   * instances.
   */
  @Test
  void whatWasErasedWhileThisInstanceCouldNotReadIsNullAsWell() {
    follow();
    publish(alive());
    assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", "Ann"));
    stopFollowing();
    var other = new KeyFollower(topic, table, new KeyRing(table, masters, 100), KAFKA, KAFKA);
    other.start();
    publish(destroyed());
    await().until(() -> table.find(key.id()).filter(one -> one.destroyedAt() != null).isPresent());
    other.stop();
    assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", "Ann"));
    follow();
    await()
        .untilAsserted(() ->
            assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", null)));
  }

  /** Cure: the table does not take back that a key is destroyed. */
  @Test
  void aKeyThatIsRepeatedAfterItsEndStaysDestroyed() {
    follow();
    publish(destroyed());
    publish(alive());
    var last = new KeyRecord("last", "zoe", masters.wrap(key).text(), null);
    publish(last);
    await().until(() -> table.find("last").isPresent());
    assertThat(data(PATIENCE).open(sealedGuest())).containsExactly(new Guest("ann", null));
  }

  /** Cure: key, person and field belong together. */
  @Test
  void whatIsSealedForOneIsNotShownToAnother() {
    follow();
    publish(alive());
    var moved = List.of(new Guest("zoe", key.seal("name", "Ann")));
    assertThat(data(PATIENCE).open(moved)).containsExactly(new Guest("zoe", null));
  }

  /** Cure: what was shown without a key is remembered until the key comes. */
  @Test
  void aLiveViewIsShownAnewWhenItsKeyComes() {
    var anew = new AtomicInteger();
    var live = data(IMPATIENCE);
    live.whenChanged(anew::incrementAndGet);
    follow();
    await()
        .untilAsserted(() -> assertThat(anew).hasValue(1)); // whoever begins forgets what it knew
    assertThat(live.openLive(sealedGuest())).containsExactly(new Guest("ann", null));
    publish(alive());
    await().untilAsserted(() -> assertThat(anew).hasValue(2));
    assertThat(live.openLive(sealedGuest())).containsExactly(new Guest("ann", "Ann"));
    publish(destroyed());
    await().untilAsserted(() -> assertThat(anew).hasValue(3));
  }

  @Test
  void aFollowerGoesOnWhereItWas() {
    follow();
    publish(alive());
    await().until(() -> table.find(key.id()).isPresent());
    java.util.Objects.requireNonNull(follower).stop();
    database.asSuperuser().sql("truncate personal_key").update();
    publish(destroyed());
    follow();
    await()
        .untilAsserted(() ->
            assertThat(table.ofSubject("ann"))
                .singleElement()
                .matches(one -> one.destroyedAt() != null));
    assertThat(
            database
                .asSuperuser()
                .sql("select next_offset from personal_key_cursor")
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  /** Two services of one database, of which the other has put the key into the table. */
  @Test
  void aKeyThatAnotherInstanceHasReadIsFound() {
    var opened = CompletableFuture.supplyAsync(() -> data(PATIENCE).open(sealedGuest()));
    table.put(List.of(alive()), topic.name(), "id", 1);
    assertThat(opened.join()).containsExactly(new Guest("ann", "Ann"));
  }
}
