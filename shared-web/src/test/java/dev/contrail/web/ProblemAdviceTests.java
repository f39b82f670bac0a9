package dev.contrail.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest
@AutoConfigureMockMvc
class ProblemAdviceTests {

  record Order(@NotBlank String name, int count) {}

  @RestController
  static class Orders {
    @PostMapping("/orders")
    String order(@Valid @RequestBody Order order) {
      return order.name();
    }

    @GetMapping("/orders")
    String list(@RequestParam @Max(9) int limit) {
      return "" + limit;
    }

    @GetMapping("/busy")
    String busy() {
      throw Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "too-busy", "Come back later.")
          .retryAfter(Duration.ofSeconds(2));
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("select secret from table");
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @Import({WebConfiguration.class, Orders.class})
  static class Application {}

  @Autowired MockMvcTester mvc;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"name\":\"a\",\"count\":1,\"more\":1}",
        "{\"name\":\"a\",\"count\":\"1\"}",
        "{\"name\":\"a\",\"count\":1.5}",
        "{\"name\":\"a\",\"count\":null}",
        "{\"name\":\"a\"}",
        "{\"name\":1,\"count\":1}",
        "{\"name\":\"a\",\"name\":\"b\",\"count\":1}",
        "{\"name\":\"a\",\"count\":1} {}",
        "{\"name\":\"\\u0000\",\"count\":1}",
        "{\"name\":\"\\ud800x\",\"count\":1}",
        "{\"name\":\"a\",\"count\":1e400}",
        "{\"name\":\"a\",\"count\":99999999999}"
      })
  void whatIsNotTheExpectedJsonIsRefusedAsMalformed(String body) {
    var answer = mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content(body);
    assertThat(answer)
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:contrail:problem:malformed-request");
  }

  @Test
  void validJsonPasses() {
    var body = "{\"name\":\"\\ud83d\\udeeb\",\"count\":1}";
    assertThat(mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content(body))
        .hasStatusOk();
  }

  @Test
  void aBrokenRuleNamesItsField() {
    var body = "{\"name\":\"\",\"count\":1}";
    assertThat(mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content(body))
        .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
        .bodyJson()
        .extractingPath("$.errors[0].field")
        .isEqualTo("name");
  }

  @Test
  void aParameterOutOfBoundsNamesItself() {
    assertThat(mvc.get().uri("/orders?limit=10"))
        .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
        .bodyJson()
        .extractingPath("$.errors[0].field")
        .isEqualTo("limit");
  }

  @Test
  void otherErrorsOfTheRequestAreProblems() {
    assertThat(mvc.get().uri("/orders?limit=x")).hasStatus(400);
    assertThat(mvc.get().uri("/nothing-here")).hasStatus(404).bodyJson().hasPath("$.type");
    assertThat(mvc.delete().uri("/orders")).hasStatus(405).bodyJson().hasPath("$.type");
    assertThat(mvc.post().uri("/orders").contentType(MediaType.TEXT_PLAIN).content("a"))
        .hasStatus(415)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:contrail:problem:unsupported-media-type");
  }

  @Test
  void aProblemTellsWhenToComeBack() {
    assertThat(mvc.get().uri("/busy"))
        .hasStatus(503)
        .hasHeader("Retry-After", "2")
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:contrail:problem:too-busy");
  }

  @Test
  void theUnexpectedSaysNothingOfTheInside() {
    assertThat(mvc.get().uri("/broken"))
        .hasStatus(500)
        .bodyText()
        .contains("errorId")
        .doesNotContain("secret", "Exception");
  }
}
