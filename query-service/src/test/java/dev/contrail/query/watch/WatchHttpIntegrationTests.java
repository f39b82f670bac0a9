package dev.contrail.query.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.JournalServer;
import dev.contrail.query.fixture.JournalTable;
import dev.contrail.query.fixture.JournalTable.Row;
import dev.contrail.query.fixture.SseClient;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Watches as clients see them, on two instances of which one matches. */
class WatchHttpIntegrationTests {

  private static final JournalTable JOURNAL = new JournalTable();
  private static final JournalServer ONE = new JournalServer(JOURNAL);
  private static final JournalServer OTHER = new JournalServer(JOURNAL);

  @AfterAll
  static void close() {
    OTHER.close();
    ONE.close();
    JOURNAL.close();
  }

  private static Row row(long position, String colour) {
    return Row.of(position, "counter-raised", "{\"colour\":\"%s\",\"by\":3}".formatted(colour));
  }

  @Test
  void aWatchFromItsMakingToItsEnd() throws IOException {
    JOURNAL.insert(row(1, "red"), row(2, "red"));
    var made =
        ONE.post(
            "/api/watches",
            """
            {"name":"red","types":["counter-raised"],
             "where":[{"path":"$.colour","equals":"red"},{"path":"$.by","atLeast":1,"below":4}],
             "window":{"count":2,"within":"PT1M","by":"$.colour"},"since":1}
            """);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    var uri = made.headers().firstValue("Location").orElseThrow();
    assertThat(OTHER.get(uri).body())
        .contains("\"name\":\"red\"", "\"since\":1", "\"within\":\"PT1M\"", "\"below\":4");
    assertThat(OTHER.get("/api/watches").body()).contains(uri.substring(uri.lastIndexOf('/') + 1));

    try (var here = new SseClient(ONE.port(), uri + "/matches", "");
        var there = new SseClient(OTHER.port(), uri + "/matches?alerts=true", "")) {
      here.head();
      there.head();
      assertThat(next(here)).isEqualTo("match 2");
      assertThat(there.next()).hasFieldOrPropertyWithValue("name", "ready");
      JOURNAL.insert(row(3, "blue"), row(4, "red"));
      assertThat(next(here)).isEqualTo("alert 4");
      assertThat(next(there)).isEqualTo("alert 4");
      assertThat(OTHER.get(uri + "/matches?limit=1").headers().firstValue("Link"))
          .hasValueSatisfying(link -> assertThat(link).contains("after=2"));
      assertThat(OTHER.get(uri + "/matches?after=2").body())
          .contains("\"alert\":true", "\"key\":[\"red\"]", "\"position\":4", "\"by\": 3");

      assertThat(OTHER.delete(uri).statusCode()).isEqualTo(204);
      assertThat(here.next()).isNull();
    }
    assertThat(ONE.get(uri).statusCode()).isEqualTo(404);
    assertThat(ONE.get(uri + "/matches").body()).contains("watch-not-found");
    assertThat(ONE.delete(uri).statusCode()).isEqualTo(404);
  }

  private static String next(SseClient client) throws IOException {
    var event = Objects.requireNonNull(client.next());
    if (event.name().equals("ready")) {
      event = Objects.requireNonNull(client.next());
    }
    return event.name() + " " + event.id();
  }

  @Test
  void whatIsWrongIsNamed() {
    for (var wrong :
        List.of(
            "{} where",
            "{\"types\":[\"\"]} types",
            "{\"types\":[\"t\"],\"name\":\"\"} name",
            "{\"types\":[\"t\"],\"since\":-1} since",
            "{\"types\":[\"t\"],\"since\":999999} since",
            "{\"where\":[{\"path\":\"colour\",\"equals\":1}]} where[0].path",
            "{\"where\":[{\"path\":\"$.a\"}]} where[0]",
            "{\"where\":[{\"equals\":1}]} where[0]",
            "{\"where\":[null]} where[0]",
            "{\"types\":[null]} types",
            "{\"where\":[{\"path\":\"$.a\",\"equals\":1e9999}]} where[0].equals",
            "{\"where\":[{\"path\":\"$.a\",\"equals\":{}}]} where[0].equals",
            "{\"where\":[{\"path\":\"$.a\",\"equals\":null}]} where[0].equals",
            "{\"where\":[{\"path\":\"$.a\",\"equals\":1,\"words\":\"x\"}]} where[0]",
            "{\"where\":[{\"path\":\"$.a\",\"atLeast\":1,\"above\":2}]} where[0]",
            "{\"where\":[{\"path\":\"$.a\",\"atLeast\":1,\"below\":\"x\"}]} where[0]",
            "{\"where\":[{\"path\":\"$.a\",\"atLeast\":true}]} where[0]",
            "{\"where\":[{\"path\":\"$.a\",\"words\":\"!\"}]} where[0].words",
            "{\"types\":[\"t\"],\"window\":{\"count\":1,\"within\":\"PT1M\"}} window.count",
            "{\"types\":[\"t\"],\"window\":{\"count\":2,\"within\":\"1m\"}} window.within",
            "{\"types\":[\"t\"],\"window\":{\"count\":2,\"within\":\"PT1M\",\"by\":[\"a\"]}} window.by")) {
      var end = wrong.lastIndexOf(' ');
      var answer = ONE.post("/api/watches", wrong.substring(0, end));
      assertThat(answer.statusCode()).as(wrong + " " + answer.body()).isEqualTo(422);
      assertThat(answer.body()).contains(wrong.substring(end + 1), "invalid-content");
    }
    assertThat(ONE.post("/api/watches", "{\"type\":\"t\"}").statusCode()).isEqualTo(400);
    assertThat(ONE.post("/api/watches", "{").statusCode()).isEqualTo(400);
    assertThat(ONE.get("/api/watches?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void thereIsALimit() {
    var status = 201;
    for (var i = 0; i <= 50 && status == 201; i++) {
      status = ONE.post("/api/watches", "{\"types\":[\"none\"]}").statusCode();
    }
    assertThat(status).isEqualTo(409);
    JOURNAL.client().sql("delete from watch where definition ->> 'types' like '%none%'").update();
  }
}
