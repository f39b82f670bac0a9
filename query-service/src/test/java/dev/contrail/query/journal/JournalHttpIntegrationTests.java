package dev.contrail.query.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.JournalServer;
import dev.contrail.query.fixture.JournalTable;
import dev.contrail.query.fixture.JournalTable.Row;
import dev.contrail.query.fixture.SseClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The journal as clients see it. */
class JournalHttpIntegrationTests {

  private static final JournalTable JOURNAL = new JournalTable();
  private static final JournalServer SERVER = new JournalServer(JOURNAL);
  private static final JournalServer OTHER = new JournalServer(JOURNAL);
  private static final int BEFORE = 250;

  static {
    JOURNAL.insert(
        LongStream.rangeClosed(1, BEFORE).mapToObj(JournalHttpIntegrationTests::row).toList());
  }

  @AfterAll
  static void close() {
    OTHER.close();
    SERVER.close();
    JOURNAL.close();
  }

  private static Row row(long position) {
    return Row.of(
        position,
        position % 2 == 0 ? "counter-raised" : "counter-cleared",
        "{\"of\":{\"colour\":\"%s\"}}".formatted(position % 10 == 0 ? "red" : "blue"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void pagesLeadOnWithTheirFilter() {
    var red = encoded("{\"of\":{\"colour\":\"red\"}}");
    var first = SERVER.get("/api/events?to=2026-01-01T00:03:21Z&limit=15&data=" + red);
    assertThat(first.body()).contains("\"position\":150").doesNotContain("\"position\":160");
    var link = first.headers().firstValue("Link").orElseThrow();
    var next = SERVER.get(link.substring(1, link.indexOf('>')));
    assertThat(next.body()).contains("\"position\":160").contains("\"position\":200");
    assertThat(next.headers().firstValue("Link")).isEmpty();
    assertThat(SERVER.get("/api/events?actor=nobody").body()).isEqualTo("{\"items\":[]}");
    assertThat(SERVER.get("/api/events?correlation=none").body()).isEqualTo("{\"items\":[]}");
  }

  @Test
  void whatCannotBeReadIsNamed() {
    for (var data :
        List.of(
            "{",
            "[]",
            "7",
            "{}",
            "{\"a\":{}}",
            "{\"a\":1e9999}",
            "{\"a\":\"\\u0000\"}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":\"" + "x".repeat(4_096) + "\"}")) {
      var answer = SERVER.get("/api/events?data=" + encoded(data));
      assertThat(answer.statusCode()).as(data).isEqualTo(400);
      assertThat(answer.body()).contains("\"parameter\":\"data\"", "invalid-parameter");
    }
    assertThat(SERVER.get("/api/events?colour=red").body())
        .contains("\"parameter\":\"colour\"", "correlation", "unknown-parameter");
    assertThat(SERVER.get("/api/events?after=-1", "application/x-ndjson").statusCode())
        .isEqualTo(400);
    assertThat(SERVER.get("/api/events?from=now", "text/event-stream").statusCode()).isEqualTo(400);
  }

  @Test
  void anExportIsOneEventALine() {
    var answer =
        SERVER.get(
            "/api/events?type=counter-raised&after=100&to=2026-01-01T00:04:11Z",
            "application/x-ndjson");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    assertThat(answer.headers().firstValue("ETag")).isEmpty();
    var lines = answer.body().lines().toList();
    assertThat(lines).hasSize(76);
    assertThat(lines.getFirst()).startsWith("{\"position\":102,").contains("\"colour\": \"blue\"");
    assertThat(lines.getLast()).startsWith("{\"end\":{\"events\":75,\"after\":");
  }

  /**
   * Cure: a tail sends no event before all earlier ones are there; the one that comes too late
   * would be skipped for ever.
   */
  @Test
  void aTailSkipsNothingWhereverItGoesOn() throws IOException {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var arriving = Thread.ofVirtual().start(() -> arrive(new Random(seed)));
    var seen = new ArrayList<Long>();
    var lastEventId = String.valueOf(BEFORE - 50);
    var last = BEFORE + 400L;
    while (seen.isEmpty() || seen.getLast() < last) {
      var server = random.nextBoolean() ? SERVER : OTHER;
      try (var client = new SseClient(server.port(), "/api/events", lastEventId)) {
        assertThat(client.head()).contains("text/event-stream");
        for (var i = random.nextInt(60); i >= 0 && (seen.isEmpty() || seen.getLast() < last); i--) {
          var event = client.next();
          if (event == null) {
            break;
          }
          if (event.name().equals("ready")) {
            assertThat(event.id()).isEqualTo(lastEventId);
            continue;
          }
          assertThat(event.name()).isEqualTo("event");
          assertThat(event.data()).startsWith("{\"position\":%s,".formatted(event.id()));
          seen.add(Long.parseLong(event.id()));
          lastEventId = event.id();
        }
      }
    }
    arriving.interrupt();
    assertThat(seen).isEqualTo(LongStream.rangeClosed(BEFORE - 49, last).boxed().toList());
  }

  private static void arrive(Random random) {
    for (var begin = BEFORE + 1; begin < BEFORE + 400; begin += 20) {
      var part =
          new ArrayList<>(
              LongStream.range(begin, begin + 20)
                  .mapToObj(JournalHttpIntegrationTests::row)
                  .toList());
      Collections.shuffle(part, random);
      for (var row : part) {
        JOURNAL.insert(row);
        SERVER.tell();
        OTHER.tell();
      }
    }
  }

  @Test
  void aTailSendsWhatIsWantedOnly() throws IOException {
    var red = encoded("{\"of\":{\"colour\":\"red\"}}");
    try (var client = new SseClient(SERVER.port(), "/api/events?after=100&data=" + red, "")) {
      assertThat(client.head()).contains("200");
      for (var position = 110; position <= BEFORE; position += 10) {
        assertThat(client.next()).hasFieldOrPropertyWithValue("id", String.valueOf(position));
      }
      assertThat(client.next()).hasFieldOrPropertyWithValue("name", "ready");
    }
    var bad = new SseClient(SERVER.port(), "/api/events", "nonsense");
    assertThat(bad.head()).contains("400");
    bad.close();
  }
}
