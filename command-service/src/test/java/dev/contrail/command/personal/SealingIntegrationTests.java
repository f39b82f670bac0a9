package dev.contrail.command.personal;

import static dev.contrail.command.personal.Guests.come;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.eventstore.LogTransaction;
import dev.contrail.command.eventstore.LogVerifier;
import dev.contrail.command.eventstore.Verification.Sound;
import dev.contrail.command.personal.Guests.Event.GuestCame;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.EventCatalog;
import dev.contrail.personal.MasterKeyFile;
import dev.contrail.personal.MasterKeys;
import dev.contrail.personal.Sealed;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import dev.contrail.servers.Traces;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingIntegrationTests {

  private final String name = "Zenobia " + UUID.randomUUID();
  private final Database servers = TestServers.freshDatabase("command");
  private final CommandDatabase database = new CommandDatabase(servers);
  private final Erasures erasures = new Erasures(database.connections(), database.dataSource());
  private final List<Sequencer> running = new ArrayList<>();
  @TempDir private Path folder;
  private MasterKeys masters;

  @BeforeEach
  void makeMasterKey() {
    var file = folder.resolve("master-keys.json");
    MasterKeyFile.addKey(file);
    masters = new MasterKeys(file);
  }

  @AfterEach
  void stop() {
    running.forEach(Sequencer::stop);
  }

  private Sequencer instance() {
    var sequencer = Guests.sequencer(database, masters);
    running.add(sequencer);
    return sequencer;
  }

  /** Cure: events are sealed before they are encoded and before the state becomes theirs. */
  @Test
  void neitherLogNorSnapshotHasTheName() {
    var sequencer = instance();
    for (var i = 0; i < 250; i++) {
      sequencer.execute(come("1", "guest-" + i % 3, name).about(List.of("guest-" + i % 3)));
    }
    await().untilAsserted(() -> assertThat(database.count("snapshot")).isEqualTo(1));
    assertThat(Traces.inTables(servers, name)).isEmpty();
    assertThat(Traces.inTables(servers, "guest-2")).isNotEmpty();
    assertThat(database.count("personal_key")).isEqualTo(3);
  }

  @Test
  void whatAnInstanceSealsOpensWithTheKeyOfTheLog() throws Exception {
    instance().execute(come("1", "guest", name));
    assertThat(opened(1)).isEqualTo(name);
  }

  /** Cure: the key is looked for under the log's lock. */
  @Test
  void allInstancesSealWithTheSameKey() {
    instance().execute(come("1", "guest", name));
    instance().execute(come("1", "guest", name).about(List.of("guest")));
    instance().execute(come("2", "guest", name));
    assertThat(database.count("personal_key")).isEqualTo(1);
    assertThat(List.of(sealed(1).keyId(), sealed(2).keyId())).containsOnly(sealed(3).keyId());
  }

  /** Cure: erasures are counted, and an instance that has not heard of one forgets its keys. */
  @Test
  void noInstanceSealsWithADestroyedKey() throws Exception {
    var first = instance();
    var second = instance();
    first.execute(come("1", "guest", name));
    second.execute(come("1", "guest", name));
    assertThat(erasures.erase("guest", "tester")).isEqualTo(1);
    second.execute(come("1", "guest", "Zoe"));
    first.execute(come("1", "guest", "Zoe"));
    assertThat(sealed(3).keyId()).isEqualTo(sealed(4).keyId()).isNotEqualTo(sealed(1).keyId());
    assertThat(opened(4)).isEqualTo("Zoe");
  }

  @Test
  void theLogStandsAsItWasAfterAnErasure() {
    var sequencer = instance();
    sequencer.execute(come("1", "guest", name));
    sequencer.execute(come("1", "other", "Zoe"));
    erasures.erase("guest", "tester");
    assertThat(erasures.erase("guest", "tester")).isZero();
    sequencer.execute(come("1", "other", "Zoe"));
    assertThat(new LogVerifier(database.dataSource(), List.of()).verify(_ -> {}))
        .isInstanceOf(Sound.class);
    var report = erasures.report("guest", List.of(Guests.Event.CATALOG)).orElseThrow();
    assertThat(report.readable()).isFalse();
    assertThat(report.erasures()).singleElement().matches(erasure -> erasure.keys() == 1);
    assertThat(report.lookedAt())
        .contains(new ErasureReport.Place("event, guest-came, name", 1, 0, 0));
    var ofOther = erasures.report("other", List.of(Guests.Event.CATALOG)).orElseThrow();
    assertThat(ofOther.readable()).isTrue();
    assertThat(ofOther.lookedAt())
        .contains(new ErasureReport.Place("event, guest-came, name", 2, 2, 0));
  }

  /**
   * Anybody may ask for his own, again and again. Cure: the log is held only for a key there is.
   */
  @Test
  void toEraseNothingIsNotToHoldTheLog() throws Exception {
    instance().execute(come("1", "guest", name));
    erasures.erase("guest", "tester");
    try (var appending = database.connections().forAppending()) {
      new LogTransaction(appending).lock();
      assertThat(erasures.erase("guest", "tester")).isZero();
      assertThat(erasures.erase("nobody", "tester")).isZero();
    }
  }

  /** Cure: it goes through the whole log, so another one is not begun beside it. */
  @Test
  void anInstanceMakesOneReportAtATime() throws Exception {
    instance().execute(come("1", "guest", name));
    var catalogs = List.<EventCatalog<?>>of(Guests.Event.CATALOG);
    CompletableFuture<Optional<ErasureReport>> first;
    var login = servers.owner();
    try (var owner =
        DriverManager.getConnection(servers.jdbcUrl(), login.user(), login.password())) {
      owner.setAutoCommit(false);
      owner.createStatement().execute("lock table event in access exclusive mode");
      first = CompletableFuture.supplyAsync(() -> erasures.report("guest", catalogs));
      await()
          .until(() ->
              database
                  .asSuperuser()
                  .sql(
                      """
                      select exists (
                        select from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                          and application_name = 'contrail-operator')
                      """)
                  .query(Boolean.class)
                  .single());
      assertThat(erasures.report("guest", catalogs)).isEmpty();
      assertThat(erasures.keysOf("guest").readable()).isTrue();
      owner.rollback();
    }
    assertThat(first.join().orElseThrow().lookedAt()).isNotEmpty();
    assertThat(erasures.report("guest", catalogs)).isPresent();
  }

  /** What was recorded before its field was marked is read, and the report does not hide it. */
  @Test
  void plainEventsOfOldAreReadAndReported() {
    var sequencer = instance();
    sequencer.execute(PlainGuests.come("1", "guest", "Zoe"));
    assertThat(Traces.inTables(servers, "Zoe")).containsExactly("public.event");
    sequencer.execute(come("1", "guest", name));
    erasures.erase("guest", "tester");
    var report = erasures.report("guest", List.of(Guests.Event.CATALOG)).orElseThrow();
    assertThat(report.readable()).isTrue();
    assertThat(report.lookedAt())
        .contains(new ErasureReport.Place("event, guest-came, name", 2, 0, 1));
  }

  private Sealed sealed(int position) {
    var event = database.store().readLog(position - 1, 1).getFirst();
    var came = (GuestCame) Guests.TYPE.codec().decode(event.type(), event.data()).orElseThrow();
    return Sealed.in(came.name()).orElseThrow();
  }

  private String opened(int position) throws Exception {
    var sealed = sealed(position);
    var wrapped =
        database
            .asService()
            .sql("select wrapped from personal_key where key_id = :key")
            .param("key", sealed.keyId())
            .query(String.class)
            .single();
    return masters.unwrap(sealed.keyId(), "guest", wrapped).open("guest", "name", sealed);
  }
}
