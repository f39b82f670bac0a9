package dev.contrail.query.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.query.fixture.JournalTable;
import dev.contrail.query.fixture.JournalTable.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.json.JsonMapper;

/** An export says that it is complete, can go on after a break, and reads no more than is taken. */
class JournalExportIntegrationTests {

  private static final int EVENTS = 10_000;
  private static final JournalTable JOURNAL = new JournalTable();
  private static final Counted COUNTED = new Counted(JOURNAL.dataSource());

  /** Counts statements: each one takes a connection. */
  private static final class Counted extends DelegatingDataSource {

    final AtomicInteger statements = new AtomicInteger();

    Counted(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
      statements.incrementAndGet();
      return super.getConnection();
    }
  }

  /** Goes away after so many bytes. */
  private static final class Client extends OutputStream {

    private final int patience;
    final ByteArrayOutputStream got = new ByteArrayOutputStream();

    Client(int patience) {
      this.patience = patience;
    }

    @Override
    public void write(int b) throws IOException {
      if (got.size() == patience) {
        throw new IOException("gone");
      }
      got.write(b);
    }

    List<String> lines() {
      return got.toString(UTF_8).lines().toList();
    }
  }

  @BeforeAll
  static void fill() {
    JOURNAL.fill(1, EVENTS);
    JOURNAL.insert(Row.of(EVENTS + 2, "counter-cleared", "{}")); // the one before is still to come
  }

  @AfterAll
  static void close() {
    JOURNAL.close();
  }

  private static JournalExport export() {
    return new JournalExport(
        new JournalReader(COUNTED, JournalTable.CELL),
        new JournalPrefix(JOURNAL.client(), JournalTable.CELL),
        new JsonMapper());
  }

  private static Client exported(EventFilter filter, long after) throws IOException {
    var client = new Client(Integer.MAX_VALUE);
    export().write(filter, after, () -> true, client);
    return client;
  }

  /** Cure: it ends where the first position is missing, not at the last one there is. */
  @Test
  void allEventsAndThenThatItWasAll() throws IOException {
    var lines = exported(EventFilter.ALL, 0).lines();
    assertThat(lines).hasSize(EVENTS + 1);
    assertThat(lines.getFirst()).startsWith("{\"position\":1,");
    assertThat(lines.get(EVENTS - 1)).startsWith("{\"position\":10000,");
    assertThat(lines.getLast()).isEqualTo("{\"end\":{\"events\":10000,\"after\":10000}}");
  }

  /** Cure: before each part it asks whether the token still holds. */
  @Test
  void breaksOffWhenItIsNotAllowedAnyMore() throws IOException {
    var parts = new AtomicInteger(3);
    var client = new Client(Integer.MAX_VALUE);
    export().write(EventFilter.ALL, 0, () -> parts.getAndDecrement() > 0, client);
    assertThat(client.lines()).hasSize(600).noneMatch(line -> line.contains("\"end\""));
  }

  @Test
  void onlyWhatIsWanted() throws IOException {
    var filter = new EventFilter(null, "counter-7", null, null, null, null, null);
    assertThat(exported(filter, 0).lines())
        .hasSize(11)
        .endsWith("{\"end\":{\"events\":10,\"after\":10000}}");
    assertThat(exported(filter, EVENTS).lines())
        .containsExactly("{\"end\":{\"events\":0,\"after\":10000}}");
  }

  /** Cure: the next part is read when the last one is written. */
  @Test
  void aClientThatGoesAwayIsNotReadFor() {
    var client = new Client(100_000);
    COUNTED.statements.set(0);
    assertThatThrownBy(() -> export().write(EventFilter.ALL, 0, () -> true, client))
        .isInstanceOf(IOException.class);
    assertThat(COUNTED.statements.get()).isBetween(1, 5);
    assertThat(client.lines()).noneMatch(line -> line.startsWith("{\"end\""));
  }

  @Test
  void itGoesOnAfterABreakAndAllIsThereOnce() throws IOException {
    var broken = new Client(1_000_000);
    assertThatThrownBy(() -> export().write(EventFilter.ALL, 0, () -> true, broken))
        .isInstanceOf(IOException.class);
    var whole = broken.lines().subList(0, broken.lines().size() - 1); // the last one may be cut off
    var after = whole.size(); // positions are 1, 2, 3 …
    assertThat(whole.getLast()).startsWith("{\"position\":%d,".formatted(after));
    var rest = exported(EventFilter.ALL, after).lines();
    assertThat(rest.getFirst()).startsWith("{\"position\":%d,".formatted(after + 1));
    assertThat(whole.size() + rest.size()).isEqualTo(EVENTS + 1);
  }

  @Test
  void memoryDoesNotDependOnHowManyThereAre() throws IOException {
    var most = new AtomicInteger();
    var underWay = new AtomicInteger();
    COUNTED.statements.set(0);
    export()
        .write(
            EventFilter.ALL,
            0,
            () -> true,
            new OutputStream() {
              @Override
              public void write(int b) {
                if (b == '\n') {
                  underWay.incrementAndGet();
                }
              }

              @Override
              public void flush() {
                most.accumulateAndGet(underWay.getAndSet(0), Math::max);
              }
            });
    assertThat(most.get()).isLessThanOrEqualTo(200);
    assertThat(COUNTED.statements.get()).isEqualTo(EVENTS / 200);
  }
}
