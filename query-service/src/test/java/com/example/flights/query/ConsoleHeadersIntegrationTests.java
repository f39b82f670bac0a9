package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the console's files say to browsers. */
@ToldService.Test
class ConsoleHeadersIntegrationTests {

  private static final Path FILES = Path.of("src/main/resources/static");
  private static final String PAGE = "/console/";

  private final HttpClient client = HttpClient.newHttpClient();
  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;

  /** Cure: the interceptor; without it the policy of answers that are data would hold. */
  @Test
  void everyFileIsOpenAndRunsNothingButItself() throws Exception {
    for (var path : paths()) {
      var answer = get(port, path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(header(answer, "Content-Security-Policy"))
          .as(path)
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
          .contains("connect-src 'self' " + Tokens.ISSUER.uri() + " http://127.0.0.1:8080")
          .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
          .contains("require-trusted-types-for 'script'", "trusted-types 'none'")
          .doesNotContain("unsafe", "*", "data:");
      assertThat(header(answer, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(header(answer, "Referrer-Policy")).as(path).isEqualTo("no-referrer");
      assertThat(header(answer, "Cache-Control")).as(path).isEqualTo("no-cache");
      assertThat(header(answer, "Last-Modified")).as(path).isEmpty();
      assertThat(answer.body()).as(path).isNotBlank();
      if (!path.equals(PAGE)) {
        assertThat(get(port, path, "If-None-Match", header(answer, "ETag")).statusCode())
            .as(path)
            .isEqualTo(304);
      }
    }
  }

  /** Cure: no file has a script or a style within, or one from elsewhere. */
  @Test
  void noPageHasWhatThePolicyForbids() throws IOException {
    for (var path : paths()) {
      var file = FILES.resolve(path.equals(PAGE) ? "console/index.html" : path.substring(1));
      if (path.equals(PAGE)) {
        assertThat(Files.readString(file))
            .doesNotContain("style=", "<style", "onclick", "://")
            .doesNotContainPattern("<script[^>]*>[^<]");
      } else if (path.endsWith(".js")) {
        assertThat(Files.readString(file))
            .as(path)
            .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "https://");
      }
    }
  }

  @Test
  void theFirstPageLeadsThere() throws Exception {
    for (var path : new String[] {"/", "/console"}) {
      var answer = get(port, path);
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(header(answer, "Location")).isEqualTo("/console/");
    }
    assertThat(get(port, "/console/config.json").body())
        .contains("\"clientId\":\"console\"", Tokens.ISSUER.uri());
  }

  /** Cure: a folder is no file, and nobody lists one. */
  @Test
  void noFolderIsListed() throws Exception {
    for (var folder : folders()) {
      for (var path : new String[] {folder, folder + "/"}) {
        var answer = get(port, path);
        assertThat(answer.statusCode()).as(path).isIn(403, 404);
        assertThat(answer.body()).as(path).doesNotContain(".js", ".css");
      }
    }
  }

  private static List<String> folders() throws IOException {
    try (var files = Files.walk(FILES.resolve("console"))) {
      var folders =
          files
              .filter(Files::isDirectory)
              .map(folder -> "/" + FILES.relativize(folder).toString().replace('\\', '/'))
              .filter(folder -> !folder.equals("/console"))
              .toList();
      assertThat(folders).isNotEmpty();
      return folders;
    }
  }

  /** Cure: pages are a matter of the service's own port. */
  @Test
  void theManagementPortServesNoPage() throws Exception {
    assertThat(get(managementPort, "/console/").statusCode()).isEqualTo(404);
  }

  /** As a browser asks for them: the page by its folder. */
  private static List<String> paths() throws IOException {
    try (var files = Files.walk(FILES.resolve("console"))) {
      var paths =
          files
              .filter(Files::isRegularFile)
              .map(file -> "/" + FILES.relativize(file).toString().replace('\\', '/'))
              .map(path -> path.replace("index.html", ""))
              .toList();
      assertThat(paths).hasSizeGreaterThan(10).contains(PAGE);
      return paths;
    }
  }

  private HttpResponse<String> get(int port, String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
