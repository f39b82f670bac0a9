package dev.contrail.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** By raw socket: clients refuse to send such requests. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "server.max-http-request-header-size=16KB"})
class ProblemValveTests {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int TOO_LONG = 64 * 1024;
  private static final String END = "\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @Configuration
  @EnableAutoConfiguration
  @Import(WebConfiguration.class)
  static class Application {}

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;

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
    for (var asked : new int[] {port, managementPort}) {
      assertThat(ask(asked, request + END))
          .startsWith("HTTP/1.1 400")
          .contains("Content-Type: application/problem+json", "X-Content-Type-Options: nosniff")
          .contains("urn:contrail:problem:bad-request")
          .doesNotContain("<", "Tomcat");
    }
  }

  /** Cure: the header that was cut off is looked at. */
  @Test
  void aTokenThatIsTooLongIsNone() throws IOException {
    var request = "GET / HTTP/1.1\r\nAuthorization: Bearer " + "x".repeat(TOO_LONG) + END;
    for (var asked : new int[] {port, managementPort}) {
      assertThat(ask(asked, request))
          .startsWith("HTTP/1.1 401")
          .contains("WWW-Authenticate: " + BearerChallenge.INVALID_TOKEN)
          .contains("X-Content-Type-Options: nosniff", "urn:contrail:problem:invalid-token");
    }
  }

  private static String ask(int port, String request) throws IOException {
    var answer = new ByteArrayOutputStream();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().transferTo(answer);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException e) {
      // it ends a connection of which it has not read all; what came before counts
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
