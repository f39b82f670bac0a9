package dev.contrail.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** By raw socket: clients refuse to send such requests. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ProblemValveTests {

  private static final int PATIENCE_MILLIS = 10_000;

  @Configuration
  @EnableAutoConfiguration
  @Import(WebConfiguration.class)
  static class Application {}

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /orders/\0 HTTP/1.1",
        "GET /orders/%00 HTTP/1.1",
        "GET /orders/%zz HTTP/1.1",
        "GET /orders/%c0%80 HTTP/1.1",
        "GET /orders/%5c%2f HTTP/1.1",
        "GET /orders/{} HTTP/1.1",
        "GET /orders/\\ HTTP/1.1",
        "GET /orders/\u00ff HTTP/1.1",
        "GET /orders?\0 HTTP/1.1",
        "GET /../../etc/passwd HTTP/1.1",
        "GET orders HTTP/1.1",
        "G\0T /orders HTTP/1.1",
        "GET /orders HTTP/1.1\r\nIdempotency-Key: a\0b",
        "GET /orders HTTP/1.1\r\nNo colon",
        "GET /orders HTTP/1.1\r\nContent-Length: x",
        "GET /orders HTTP/1.1\r\nHost: x",
      })
  void garbageInARequestIsAProblem(String request) throws IOException {
    var answer = ask(request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("Content-Type: application/problem+json");
    assertThat(answer).contains("urn:contrail:problem:bad-request").doesNotContain("<", "Tomcat");
  }

  private String ask(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
