package dev.contrail.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.servers.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What no client sends but one that means harm, by raw socket. */
@ExtendWith(OutputCaptureExtension.class)
class RawRequestTests {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final int SMALL_BUFFER = 4_096;
  private static final int TOO_LONG = 64 * 1024;
  private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final TestIssuer ISSUER = TestIssuer.start();
  private static final String TOKEN = ISSUER.token("alice", "enter");

  /** Would be answered, if it were taken for a request of its own. */
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static GuardedApplication service;

  @BeforeAll
  static void start() {
    service =
        GuardedApplication.start(
            ISSUER.uri(),
            "server.max-http-request-header-size=16KB",
            "server.tomcat.connection-timeout=1s");
  }

  @AfterAll
  static void stop() {
    service.close();
    ISSUER.close();
  }

  static Stream<Arguments> ambiguous() {
    return Stream.of(
        Arguments.of("two lengths", "Content-Length: 2\r\nContent-Length: 60\r\n\r\n{}"),
        Arguments.of("two lengths in one", "Content-Length: 2, 60\r\n\r\n{}"),
        Arguments.of("a negative length", "Content-Length: -2\r\n\r\n{}"),
        Arguments.of("a length with a sign", "Content-Length: +2\r\n\r\n{}"),
        Arguments.of("a length in hex", "Content-Length: 0x2\r\n\r\n{}"),
        Arguments.of("a blank before the colon", "Content-Length : 2\r\n\r\n{}"),
        Arguments.of("an unknown coding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        Arguments.of("a coding behind chunks", "Transfer-Encoding: chunked, xx\r\n\r\n0\r\n\r\n"),
        Arguments.of("chunks with a tab", "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "chunks twice",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(
            "a chunk's size in C", "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of("a negative chunk", "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(
            "a chunk with a sign", "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(
            "a chunk of all the world",
            "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(
            "a chunk's size of nothing", "Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(
            "a chunk without an end", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n"));
  }

  /** Cure: Tomcat's strict reading, which nothing here loosens. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void whatCanBeReadInTwoWaysIsRefused(String name, String rest) throws IOException {
    var answer = ask(post() + rest + HIDDEN);
    assertThat(statuses(answer)).hasSize(1).allMatch(status -> status == 400 || status == 501);
    assertGuarded(answer);
  }

  static Stream<Arguments> unusual() {
    return Stream.of(
        Arguments.of(
            "length and chunks: the chunks count, and the connection ends",
            "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(
            "a folded header",
            "X-Folded: a\r\n b\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusual")
  void whatCanBeReadInOneWayIsOneRequest(String name, String rest) throws IOException {
    var answer = ask(post() + rest + HIDDEN);
    assertThat(statuses(answer)).hasSize(1);
    assertThat(answer).doesNotContain("/hidden");
    assertGuarded(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://evil.example/room HTTP/1.1\r\nHost: localhost",
        "GET /room HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
        "GET /room HTTP/1.1\r\nHost: evil example",
        "GET /room HTTP/1.1\r\nX: y",
        "GET /room HTTP/9.9\r\nHost: localhost",
        "GET /ro\0om HTTP/1.1\r\nHost: localhost",
        "GET /room HTTP/1.1\r\nHost: localhost\r\nX: a\rSet-Cookie: b",
        "GET /room%0d%0aSet-Cookie:%20a HTTP/1.1\r\nHost: localhost",
        "TRACE /room HTTP/1.1\r\nHost: localhost",
        "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost",
        "PRI * HTTP/2.0\r\n\r\nSM",
        "DEBUG /room HTTP/1.1\r\nHost: localhost"
      })
  void whatNobodyAsksForIsRefused(String request) throws IOException {
    var answer =
        ask(request + "\r\nAuthorization: Bearer " + TOKEN + "\r\nConnection: close\r\n\r\n");
    assertThat(statuses(answer)).hasSize(1).allMatch(status -> status >= 400 && status != 500);
    assertThat(answer).doesNotContain("Set-Cookie", "alice");
    assertGuarded(answer);
  }

  @Test
  void headersMayBeLongButNotWithoutEnd() throws IOException {
    var get = "GET /room HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN;
    var end = "\r\nConnection: close\r\n\r\n";
    assertThat(statuses(ask(get + "\r\nX: " + "x".repeat(12 * 1024) + end))).containsExactly(200);
    var tooLong = ask(get + "\r\nX: " + "x".repeat(TOO_LONG) + end);
    assertThat(statuses(tooLong)).containsExactly(400);
    assertGuarded(tooLong);
  }

  /** Cure: who reads headers tells the token from the others. */
  @Test
  void aTokenWithoutEndIsNone() throws IOException {
    var get = "GET /room HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
    var answer = ask(get + "x".repeat(TOO_LONG) + "\r\n\r\n");
    assertThat(statuses(answer)).containsExactly(401);
    assertThat(answer)
        .contains("WWW-Authenticate: Bearer realm=\"contrail\", error=\"invalid_token\"");
    assertGuarded(answer);
  }

  /** Cure: the connector's time-out. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /room HTTP/1.1\r\nHost: loc", "", "G"})
  void whoDoesNotGoOnWithHisHeadersIsCutOff(String beginning) throws IOException {
    assertThat(statuses(ask(beginning))).allMatch(status -> status >= 400);
  }

  /** Cure: the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 20\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n20\r\n{"})
  void whoDoesNotGoOnWithHisBodyIsCutOff(String beginning) throws IOException {
    var answer = ask(post() + beginning);
    assertThat(statuses(answer)).allMatch(status -> status >= 400);
    assertThat(answer).doesNotContain("Exception", "java.");
  }

  /** Cure: the same, for what is written. */
  @Test
  void whoDoesNotReadHisAnswerIsCutOff() throws Exception {
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(SMALL_BUFFER);
      socket.connect(new InetSocketAddress("127.0.0.1", service.port()));
      var request =
          "GET /flood HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      assertThat(GuardedApplication.FLOODS.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  /** Cure: what is shown of a request is bounded and printable. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a%0aINJECTED",
        "GET /a%0d%0aINJECTED",
        "GET /a%1b[31mINJECTED",
        "GET /a\u0085INJECTED",
        "GET /a%e2%80%a8INJECTED",
        "GET /LONG",
        "METHODLONG /a"
      })
  void whateverIsSentIsOneShortLineInTheLog(String line, CapturedOutput output) throws IOException {
    var request = line.replace("LONG", "x".repeat(20_000)) + " HTTP/1.1\r\nHost: localhost\r\n";
    ask(
        request
            + "Authorization: Bearer "
            + TOKEN
            + "\r\nX-Name: Ada Lovelace\r\nConnection: close\r\n\r\n");
    var said = output.getAll();
    assertThat(said).doesNotContain(TOKEN, "Ada Lovelace", "\u001b[31m", "\u2028", "\u0085");
    assertThat(said.lines()).noneMatch(one -> one.startsWith("INJECTED") || one.length() > 1_000);
  }

  /** Cure: of a path only its plain beginning is shown. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/TOKEN", "/room/some/Ada%20Lovelace", "/room/Ada", "/LONG", "/a%0aINJECTED"})
  void whatStandsInAPathIsNotInTheLog(String path, CapturedOutput output) throws IOException {
    var asked = path.replace("TOKEN", TOKEN).replace("LONG", "x".repeat(5_000));
    ask("GET " + asked + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    var said = output.getAll().lines().filter(line -> line.contains("refused GET /")).toList();
    assertThat(said).hasSize(1);
    assertThat(said.getFirst())
        .doesNotContain(TOKEN, "Ada", "Lovelace", "INJECTED", "xxx")
        .hasSizeLessThan(300);
  }

  private static String post() {
    return "POST /room HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
        + TOKEN
        + "\r\n";
  }

  /** Nothing of the inside, and nothing that a browser could be led to run. */
  private static void assertGuarded(String answer) {
    assertThat(answer)
        .doesNotContainIgnoringCase(
            "tomcat", "<html", "exception", "java.", "\tat ", "\r\nserver:");
    assertThat(answer)
        .contains("X-Content-Type-Options: nosniff", "Cache-Control: no-store")
        .contains("frame-ancestors 'none'");
  }

  private static List<Integer> statuses(String answers) {
    return ANSWER.matcher(answers).results().map(one -> Integer.valueOf(one.group(1))).toList();
  }

  /** All that is answered until the service ends the connection, which it has to. */
  private static String ask(String request) throws IOException {
    var answer = new ByteArrayOutputStream();
    try (var socket = new Socket("127.0.0.1", service.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      for (var next = socket.getInputStream().read(); next >= 0; ) {
        answer.write(next);
        next = socket.getInputStream().read();
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // it ends a connection of which it has not read all; what came before counts
    }
    return answer.toString(ISO_8859_1);
  }
}
