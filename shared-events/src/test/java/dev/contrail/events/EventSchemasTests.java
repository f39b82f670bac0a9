package dev.contrail.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventSchemasTests {

  private static final EventSchema.Field BY = new EventSchema.Field("by", "integer", true);
  private static final EventSchema RECORDED = schema(1, BY);

  @Test
  void theSameShapeBreaksNobody() {
    assertThat(breaksWith(schema(1, BY))).isEmpty();
  }

  @Test
  void aNewOptionalFieldBreaksNobody() {
    assertThat(breaksWith(schema(1, BY, new EventSchema.Field("note", "string", false)))).isEmpty();
  }

  @Test
  void aNewRequiredFieldWantsANewVersion() {
    assertThat(breaksWith(schema(1, BY, new EventSchema.Field("note", "string", true))))
        .singleElement()
        .asString()
        .contains("make it version 2, with an upcaster from 1");
  }

  @Test
  void aFieldThatIsRenamedOrOfAnotherKindWantsANewVersion() {
    assertThat(breaksWith(schema(1, new EventSchema.Field("amount", "integer", true)))).hasSize(2);
    assertThat(breaksWith(schema(1, new EventSchema.Field("by", "string", true)))).hasSize(1);
  }

  /** Cure: the catalogue tells numbers of 32 bits from those of 64. */
  @Test
  void numbersMayBecomeLongerAndNotShorter() {
    record Short(int by) {}
    record Long(long by) {}
    assertThat(EventSchemas.breaks(List.of(shape(Short.class)), List.of(shape(Long.class))))
        .isEmpty();
    assertThat(EventSchemas.breaks(List.of(shape(Long.class)), List.of(shape(Short.class))))
        .singleElement()
        .asString()
        .contains("'by: long' is gone or changed");
  }

  private static EventSchema shape(Class<?> event) {
    return new EventSchema(new EventType("counted", 1), EventSchemas.fieldsOf(event));
  }

  @Test
  void aNewVersionMayLookAsItLikes() {
    assertThat(breaksWith(schema(2, new EventSchema.Field("amount", "string", true)))).isEmpty();
  }

  @Test
  void whatIsRecordedCannotBeTakenOut() {
    assertThat(EventSchemas.breaks(List.of(RECORDED), List.of())).hasSize(1);
  }

  private static List<String> breaksWith(EventSchema current) {
    return EventSchemas.breaks(List.of(RECORDED), List.of(current));
  }

  private static EventSchema schema(int version, EventSchema.Field... fields) {
    return new EventSchema(new EventType("counted", version), List.of(fields));
  }
}
