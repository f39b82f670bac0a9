package dev.contrail.query.timetravel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.contrail.events.ChainedEvent;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.query.journal.JournalProjection;
import dev.contrail.query.projection.Progress;
import dev.contrail.query.projection.ReadWorld;
import dev.contrail.query.timetravel.Horizon.Covered;
import dev.contrail.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** When it is known which events a time includes. */
class HorizonIntegrationTests {

  private static final Instant FUTURE = Instant.parse("9999-01-01T00:00:00Z");

  private final ReadWorld world = new ReadWorld(JournalProjection.create());

  @BeforeEach
  void start() {
    world.start();
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** As a service that has just started. */
  private Horizon horizon() {
    var reading = new TransactionTemplate(new JdbcTransactionManager(world.database()));
    var events = new JournalEvents(JdbcClient.create(world.database()), reading, TestLog.CELL);
    return new Horizon(events, world.progress(), world.reach(), world.parked());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofMillis(50));
  }

  private static Deadline late() {
    return Deadline.in(Duration.ofSeconds(30));
  }

  private static Instant time(ChainedEvent event) {
    return event.event().recordedAt();
  }

  private static void assertNotYetVisible(Callable<?> read) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(read::call)
        .satisfies(problem ->
            assertThat(problem.getBody().getType())
                .hasToString("urn:contrail:problem:not-yet-visible"));
  }

  private void awaitInJournal(int events) {
    var count = "select count(*) = ? from projection.journal";
    await().until(() -> world.jdbc().queryForObject(count, Boolean.class, events));
  }

  /** Red if a later event alone is taken for proof: partitions arrive in their own time. */
  @Test
  void aTimeIsSettledByALaterEventOnceAllBeforeItAreHere() throws Exception {
    var first = world.raise(0);
    var second = world.raise(1);
    var third = world.raise(0);
    world.publish(first, third);
    awaitInJournal(2);
    var horizon = horizon();
    assertNotYetVisible(() -> horizon.await(time(first), soon()));
    assertNotYetVisible(() -> horizon.await(time(second), soon()));
    assertNotYetVisible(() -> horizon.await(time(third), soon()));
    assertThat(horizon.await(time(first).minusNanos(1_000), soon()))
        .isEqualTo(new Covered(0, true));

    world.publish(second);
    assertThat(horizon.await(time(second), late())).isEqualTo(new Covered(2, true));
    assertThat(horizon.await(time(first), soon())).isEqualTo(new Covered(1, true));
    assertThat(horizon.await(time(third).minusNanos(1_000), soon()))
        .isEqualTo(new Covered(2, true));
    assertThat(horizon.await(time(third), late())).isEqualTo(new Covered(3, false));
  }

  /** Red if a time without a later event is answered from what happens to be here. */
  @Test
  void aTimeWithoutALaterEventWaitsForAllThatIsOnTheTopic() throws Exception {
    assertThat(horizon().await(FUTURE, late())).isEqualTo(new Covered(0, false));
    world.publish(world.raise(0));
    assertThat(horizon().await(FUTURE, late())).isEqualTo(new Covered(1, false));
    var before = horizon();
    world.stop();
    world.publish(world.raise(2));
    assertNotYetVisible(() -> before.await(FUTURE, soon()));
    world.start();
    assertThat(horizon().await(FUTURE, late())).isEqualTo(new Covered(2, false));
  }

  /** Red if what the journal has set aside is taken for something that it has. */
  @Test
  void aTimeIsNotSettledWhileTheJournalHasAStreamParked() throws Exception {
    world
        .jdbc()
        .execute("alter table projection.journal_g1 add constraint gap check (position <> 2)");
    var first = world.raise(0);
    var second = world.raise(1);
    world.publish(first, second, world.raise(0), world.raise(1), world.raise(2));
    await().until(() -> world.parked().any("journal"));
    assertThat(horizon().await(time(second), late())).isEqualTo(new Covered(2, false));
  }

  /** Red if a list is read as soon as the journal is complete. */
  @Test
  void aListWaitsForWhatItsOwnProjectionHasNotApplied() throws Exception {
    var nothingApplied = new Progress();
    world.publish(world.raise(0), world.raise(1));
    awaitInJournal(2);
    assertNotYetVisible(() -> kept(nothingApplied).await(world.totals(), 1, soon()));
    assertThat(kept(nothingApplied).await(world.totals(), 0, soon())).isTrue();
    assertThat(kept(world.progress()).await(world.totals(), 2, late())).isTrue();
  }

  private KeptHistory kept(Progress progress) {
    return new KeptHistory(world.jdbc(), progress, world.reach(), world.parked());
  }
}
