package dev.contrail.descriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.events.EventSchema.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFieldsTests {

  @Test
  void fieldsOfFieldsAreNestedAndOptionalOnesAreNotRequired() {
    var schema =
        EventFields.schema(
            List.of(
                new Field("id", "uuid", true),
                new Field("from.code", "string", true),
                new Field("from.gate", "one of [A, B]", false),
                new Field("note", "string", false)));
    assertThat(schema)
        .hasToString(
            """
            {"type":"object","required":["id","from"],"properties":{\
            "id":{"type":"string","format":"uuid"},\
            "from":{"type":"object","required":["code"],"properties":{\
            "code":{"type":"string"},"gate":{"type":"string","enum":["A","B"]}}},\
            "note":{"type":"string"}}}\
            """);
  }

  @Test
  void aKindThatNothingHereKnowsIsNamed() {
    assertThatThrownBy(() -> EventFields.schema(List.of(new Field("blob", "bytes", true))))
        .hasMessageContaining("blob: bytes");
  }
}
