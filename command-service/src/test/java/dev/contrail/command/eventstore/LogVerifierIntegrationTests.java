package dev.contrail.command.eventstore;

import static dev.contrail.command.counter.Counters.count;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.eventstore.Verification.Broken;
import dev.contrail.command.eventstore.Verification.Fault;
import dev.contrail.command.eventstore.Verification.Sound;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F36: history changed by the owner, with the triggers off. */
class LogVerifierIntegrationTests {

  private final CommandDatabase database = new CommandDatabase();

  @BeforeEach
  void record() {
    var sequencer = database.sequencer();
    for (var i = 0; i < 30; i++) {
      sequencer.execute(count("it's zoë-" + i % 3, 1, 100));
    }
    sequencer.stop();
  }

  @Test
  void whatTheSequencerWroteIsSound() {
    var steps = new ArrayList<Verification.Progress>();
    assertThat(new LogVerifier(database.dataSource(), List.of()).verify(steps::add))
        .isEqualTo(new Sound(database.store().head()));
    assertThat(steps).containsExactly(new Verification.Progress(30, 30));
  }

  @Test
  void anEmptyLogIsSound() {
    assertThat(new LogVerifier(new CommandDatabase().dataSource(), List.of()).verify(step -> {}))
        .isEqualTo(new Sound(LogHead.EMPTY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          update event set data = '{"by":2,"note":""}' where position = 7            | 7  | HASH
          update event set metadata = '{"actor":"nobody"}' where position = 1        | 1  | HASH
          update event set type_version = 2 where position = 30                      | 30 | HASH
          update event set command_hash = '\\x00' where position = 12                | 12 | HASH
          update event set command_id = gen_random_uuid() where position = 12        | 12 | HASH
          update event set recorded_at = recorded_at + '1 us' where position = 30    | 30 | HASH
          update event set recorded_at = recorded_at - '1 h'::interval where position = 9 | 9 | TIME
          update event set hash = sha256('x') where position = 7                     | 7  | HASH
          delete from event where position = 7                                       | 7  | MISSING
          delete from event where position = 1                                       | 1  | MISSING
          update event set position = 31 where position = 7                          | 7  | MISSING
          """)
  void theFirstPositionThatDoesNotHoldIsNamed(String sql, long position, Fault fault) {
    database.tamper(sql);
    assertThat(new LogVerifier(database.dataSource(), List.of()).verify(step -> {}))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).isEqualTo(position);
              assertThat(broken.fault()).isEqualTo(fault);
            });
  }

  @Test
  void swappedRowsAreFound() {
    database.tamper(
        "update event set position = 99 where position = 10;"
            + "update event set position = 10 where position = 20;"
            + "update event set position = 20 where position = 99");
    assertThat(new LogVerifier(database.dataSource(), List.of()).verify(step -> {}))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.position()).isEqualTo(10));
  }

  /** Who changes a row and mends its hash breaks the row after it. */
  @Test
  void aMendedHashBreaksTheNextRow() {
    rewrite(7, 7);
    assertThat(new LogVerifier(database.dataSource(), List.of()).verify(step -> {}))
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.position()).isEqualTo(8));
  }

  /** Who mends the whole rest is found out by the versions, or by what was noted elsewhere. */
  @Test
  void aRewrittenEndIsFoundByACheckpoint() {
    var noted = database.store().at(20).orElseThrow();
    var checkpoint = List.of(new Checkpoint(noted.position(), noted.hash()));
    assertThat(new LogVerifier(database.dataSource(), checkpoint).verify(step -> {}))
        .isInstanceOf(Sound.class);
    rewrite(7, 30);
    assertThat(new LogVerifier(database.dataSource(), List.of()).verify(step -> {}))
        .isInstanceOf(Sound.class);
    assertThat(new LogVerifier(database.dataSource(), checkpoint).verify(step -> {}))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).isEqualTo(20);
              assertThat(broken.fault()).isEqualTo(Fault.CHECKPOINT);
            });
  }

  @Test
  void anEndThatWasCutOffIsFoundByACheckpoint() {
    var noted = database.store().head();
    database.tamper("delete from event where position > 28");
    assertThat(
            new LogVerifier(
                    database.dataSource(), List.of(new Checkpoint(noted.position(), noted.hash())))
                .verify(step -> {}))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.position()).isEqualTo(29));
  }

  @Test
  void versionsAreVerifiedToo() {
    database.tamper("update event set stream_version = 99 where position = 13");
    rewrite(13, 30);
    assertThat(new LogVerifier(database.dataSource(), List.of()).verify(step -> {}))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).isEqualTo(13);
              assertThat(broken.fault()).isEqualTo(Fault.VERSION);
            });
  }

  @Test
  void moreStreamsThanFitInMemoryAreVerifiedToo() {
    var rows = new StoredRows(database.dataSource());
    assertThat(new VersionCheck(rows, 2).check(rows.ofLog(0, 30, 100))).isEmpty();
    database.tamper("update event set stream_version = 99 where position = 13");
    assertThat(new VersionCheck(rows, 2).check(rows.ofLog(0, 30, 100)))
        .hasValueSatisfying(broken -> assertThat(broken.position()).isEqualTo(13));
    database.tamper("delete from event where position = 4");
    assertThat(new VersionCheck(rows, 2).check(rows.ofLog(4, 30, 100)))
        .hasValueSatisfying(broken -> assertThat(broken.position()).isEqualTo(7));
  }

  /** Changes the data of a row and mends all hashes from there on to a position. */
  private void rewrite(long from, long to) {
    database.tamper("update event set data = '{\"by\":2,\"note\":\"\"}' where position = " + from);
    var chain = new HashChain();
    var previous = HexFormat.of().parseHex(database.store().at(from - 1).orElseThrow().hash());
    for (var row : new StoredRows(database.dataSource()).ofLog(from - 1, to, 100)) {
      previous = chain.next(previous, row);
      database.tamper(
          "update event set hash = '\\x%s' where position = %d"
              .formatted(HexFormat.of().formatHex(previous), row.position()));
    }
  }
}
