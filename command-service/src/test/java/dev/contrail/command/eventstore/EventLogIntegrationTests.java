package dev.contrail.command.eventstore;

import static dev.contrail.command.counter.Counters.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.command.counter.CommandDatabase;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogIntegrationTests {

  private final CommandDatabase database = new CommandDatabase();

  @BeforeEach
  void record() {
    var sequencer = database.sequencer();
    for (var i = 0; i < 20; i++) {
      sequencer.execute(count("zoë-" + i % 3, 1, 100));
    }
    sequencer.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"update event set type = 'x'", "delete from event", "truncate event"})
  void historyCannotBeChanged(String change) {
    assertThatThrownBy(() -> database.asService().sql(change).update())
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() -> database.asOwner().sql(change).update())
        .hasStackTraceContaining("append-only");
  }

  @Test
  void everyHashCoversTheRowBeforeAndTheRowAsStored() {
    var chain = new HashChain();
    var hashes =
        database
            .asService()
            .sql("select * from event order by position")
            .query((row, n) ->
                new Stored(
                    new HashChain.Row(
                        row.getLong("position"),
                        row.getString("stream_id"),
                        row.getLong("stream_version"),
                        new dev.contrail.events.EventType(
                            row.getString("type"), row.getInt("type_version")),
                        row.getString("data"),
                        row.getString("metadata"),
                        row.getObject("command_id", java.util.UUID.class),
                        row.getInt("command_index"),
                        row.getBytes("command_hash"),
                        row.getObject("recorded_at", java.time.OffsetDateTime.class).toInstant()),
                    HexFormat.of().formatHex(row.getBytes("hash"))))
            .list();
    var previous = LogHead.EMPTY.hash();
    for (var stored : hashes) {
      previous = chain.next(previous, stored.row());
      assertThat(stored.hash()).isEqualTo(previous);
    }
    assertThat(hashes).hasSize(20);
  }

  record Stored(HashChain.Row row, String hash) {}

  @Test
  void theLogIsReadInPages() {
    var store = database.store();
    assertThat(store.readLog(0, 7)).extracting(e -> e.position()).startsWith(1L).hasSize(7);
    assertThat(store.readLog(15, 7)).extracting(e -> e.position()).endsWith(20L).hasSize(5);
    assertThat(store.head()).isEqualTo(store.at(20).orElseThrow());
    assertThat(store.at(21)).isEmpty();
  }
}
