package dev.contrail.descriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.json.JsonMapper;

class JsonSchemasTests {

  private final JsonSchemas schemas =
      new JsonSchemas(JsonMapper.shared(), SourceDocs.of(List.of(Path.of("src/test/java"))));

  /**
   * A count of something.
   *
   * @param step how much at once
   */
  record Counter(
      UUID id,
      @Min(1) int step,
      @Nullable @Size(max = 9) String label,
      @JsonIgnore int hidden,
      @JsonUnwrapped Bounds bounds,
      List<Kind> kinds) {

    @JsonProperty
    int twice() {
      return 2 * step;
    }
  }

  record Bounds(long least, long most) {}

  record Listed<T>(List<T> items) {}

  record Odd(StringBuilder text) {}

  enum Kind {
    @JsonProperty("up")
    UP,
    DOWN
  }

  interface Other {
    record Counter() {}
  }

  @Test
  void aRecordIsDescribedAsItStandsInJson() {
    var type = ResolvableType.forClassWithGenerics(Listed.class, Counter.class);
    assertThat(schemas.of(type).path("$ref").asString())
        .endsWith("/JsonSchemasTestsCounterJsonSchemasTestsListed");
    var counter = Objects.requireNonNull(schemas.named().get("JsonSchemasTestsCounter"));
    assertThat(counter.path("description").asString()).isEqualTo("A count of something.");
    assertThat(counter.path("properties").propertyNames())
        .containsExactly("id", "step", "label", "least", "most", "kinds", "twice");
    assertThat(counter.path("required").valueStream().map(one -> one.asString()))
        .containsExactly("id", "step", "least", "most", "kinds", "twice");
    var step = counter.path("properties").path("step");
    assertThat(step.path("minimum").asInt()).isEqualTo(1);
    assertThat(step.path("description").asString()).isEqualTo("how much at once");
    assertThat(counter.at("/properties/label/maxLength").asInt()).isEqualTo(9);
    assertThat(counter.at("/properties/kinds/items/enum").toString())
        .isEqualTo("[\"up\",\"DOWN\"]");
  }

  @Test
  void whatNothingHereKnowsIsNamed() {
    assertThatThrownBy(() -> schemas.of(ResolvableType.forClass(Odd.class)))
        .hasMessageContaining("java.lang.StringBuilder");
  }

  /** Cure: a name belongs to the record that had it first. */
  @Test
  void twoRecordsOfOneNameAreNotMixedUp() {
    schemas.of(ResolvableType.forClass(Other.Counter.class));
    assertThat(schemas.named()).containsKey("OtherCounter");
    assertThatThrownBy(() -> schemas.of(ResolvableType.forClass(Elsewhere.Other.Counter.class)))
        .hasMessageContaining("two records are called OtherCounter");
  }

  interface Elsewhere {
    interface Other {
      record Counter() {}
    }
  }
}
