package dev.contrail.command.eventstore;

import static dev.contrail.command.counter.Counters.count;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.Counters;
import dev.contrail.command.eventstore.Verification.Sound;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTransferIntegrationTests {

  private final CommandDatabase database = new CommandDatabase();
  private final CommandDatabase fresh = new CommandDatabase();

  @BeforeEach
  void record() {
    var sequencer = database.sequencer();
    for (var i = 0; i < 30; i++) {
      var note = "zoë \" \\ \n \u2028 🛫 " + i;
      sequencer.execute(
          Counters.submission(
              UUID.randomUUID(),
              false,
              Counters.counter("it's \"zoë\"-" + i % 3),
              new Counters.Count(1, 100, note)));
    }
    sequencer.stop();
  }

  @Test
  void anExportedLogIsImportedAsItWasAndGoesOn() throws Exception {
    assertThat(read(fresh, exported())).isEqualTo(database.store().head());
    assertThat(fresh.store().head()).isEqualTo(database.store().head());
    assertThat(fresh.store().readLog(0, 100)).isEqualTo(database.store().readLog(0, 100));
    assertThat(exported(LogExport.ofLog(fresh.dataSource(), 0, 1_000))).isEqualTo(exported());
    var sequencer = fresh.sequencer();
    sequencer.execute(count("it's \"zoë\"-1", 1, 100));
    sequencer.stop();
    assertThat(new LogVerifier(fresh.dataSource(), List.of()).verify(step -> {}))
        .isEqualTo(new Sound(fresh.store().head()));
    assertThat(fresh.store().readLog(30, 10))
        .extracting(event -> event.streamVersion())
        .containsExactly(11L);
  }

  @Test
  void whatStandsOddlyInARowIsKeptByteForByte() throws Exception {
    database.tamper(
        """
        update event set data = E'{ "by" : 1,\\n "note": "\\\\u00e9" , "x": {"y": [1.50, {}]} }' \
        where position = 1;
        update event set data = '"text"' where position = 2; update event set data = '[1]' \
        where position = 3\
        """);
    var rows = exported().lines().map(EventLine::parse).map(line -> line.row().data()).toList();
    assertThat(rows.subList(0, 3))
        .containsExactly(
            "{ \"by\" : 1,\n \"note\": \"\\u00e9\" , \"x\": {\"y\": [1.50, {}]} }",
            "\"text\"",
            "[1]");
  }

  @Test
  void onlyAnEmptyLogTakesAnImport() {
    assertThatThrownBy(() -> read(database, exported()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("position 30");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "by":1,"note":"zoë \\" | "by":2,"note":"zoë \\"  | the hash of position 1 does not hold
          {"position":7,         | {"position":8,          | position 7 is expected, not 8
          "command_index":0      | "command":0             | command_index is missing
          """)
  void aBrokenExportIsRefusedAsAWhole(String part, String other, String reason) throws Exception {
    var broken = exported().replace(part, other);
    assertThat(broken).isNotEqualTo(exported());
    assertThatThrownBy(() -> read(fresh, broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
    assertThat(fresh.count("event")).isZero();
  }

  @Test
  void aStreamIsReadInPages() throws Exception {
    var stream = "counter-it's \"zoë\"-1";
    var first = LogExport.ofStream(database.dataSource(), stream, 0, 4);
    assertThat(lines(first))
        .extracting(line -> line.row().streamVersion())
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(first.lastRead()).isEqualTo(4);
    assertThat(lines(LogExport.ofStream(database.dataSource(), stream, 4, 100)))
        .hasSize(6)
        .allMatch(line -> line.row().streamId().equals(stream));
    assertThat(lines(LogExport.ofStream(database.dataSource(), "nothing", 0, 100))).isEmpty();
  }

  private static List<EventLine> lines(LogExport export) throws Exception {
    return exported(export).lines().map(EventLine::parse).toList();
  }

  private String exported() throws Exception {
    return exported(LogExport.ofLog(database.dataSource(), 0, 1_000));
  }

  private static String exported(LogExport export) throws Exception {
    var lines = new ByteArrayOutputStream();
    for (var page = export.next(); page.length > 0; page = export.next()) {
      lines.write(page);
    }
    return lines.toString(UTF_8);
  }

  private static LogHead read(CommandDatabase database, String lines) throws Exception {
    try (var connection = database.connections().forOperating()) {
      return new LogImport(connection)
          .read(new ByteArrayInputStream(lines.getBytes(UTF_8)), position -> {});
    }
  }
}
