package dev.contrail.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersonalFieldsTests {

  record Named(UUID guestId, @Personal(subject = "guestId") @Nullable String name, int nights) {}

  record Nameless(String name) {}

  record NoText(String guestId, @Personal(subject = "guestId") int age) {}

  record NobodyS(@Personal(subject = "guestId") String name) {}

  record Inside(Named named) {}

  sealed interface Happening {
    record Came(String guestId, @Personal(subject = "guestId") String name) implements Happening {}
  }

  sealed interface Mistake {
    record Came(Named named) implements Mistake {}
  }

  @Test
  void whatIsMarkedIsChangedAndTheRestIsNot() {
    var id = new UUID(0, 7);
    var changed =
        PersonalFields.of(Named.class)
            .change(
                new Named(id, "Ann", 3),
                (subject, field, text) -> subject + " " + field + " " + text);
    assertThat(changed).isEqualTo(new Named(id, id + " name Ann", 3));
  }

  /** A later version of an event may call it otherwise, and what is recorded still opens. */
  @Test
  void whatWasSealedUnderAnotherNameKeepsIt() {
    record Renamed(
        String guestId, @Personal(subject = "guestId", sealedAs = "name") String fullName) {}
    var changed =
        PersonalFields.of(Renamed.class)
            .change(new Renamed("g", "Ann"), (_, field, text) -> field + " " + text);
    assertThat(changed).isEqualTo(new Renamed("g", "name Ann"));
  }

  @Test
  void whatIsNotThereIsNotChanged() {
    var none = new Named(new UUID(0, 7), null, 3);
    assertThat(PersonalFields.of(Named.class).change(none, (_, _, _) -> "changed")).isEqualTo(none);
  }

  @Test
  void aRecordWithoutMarksIsItself() {
    var record = new Nameless("Ann");
    assertThat(PersonalFields.of(Nameless.class).change(record, (_, _, _) -> "changed"))
        .isSameAs(record);
  }

  @Test
  void aMarkWithoutEffectIsRefused() {
    assertThatThrownBy(() -> PersonalFields.of(NoText.class)).hasMessageContaining("no text");
    assertThatThrownBy(() -> PersonalFields.of(NobodyS.class))
        .hasMessageContaining("no other component");
    assertThatThrownBy(() -> PersonalFields.of(Inside.class)).hasMessageContaining("move them out");
    assertThatThrownBy(
            () -> EventCatalog.of(Mistake.class).type("guest-came", 1, Mistake.Came.class).build())
        .hasMessageContaining("move them out");
  }

  @Test
  void theCatalogueShowsTheMark() {
    assertThat(schemas(Happening.class, Happening.Came.class).getFirst().fields())
        .containsExactly(
            new EventSchema.Field("guestId", "string", true),
            new EventSchema.Field("name", "string", true, "guestId"));
  }

  @Test
  void aMarkMayBeSetAndNotBeTakenAway() {
    var plain = List.of(schema(new EventSchema.Field("name", "string", true)));
    var sealed = List.of(schema(new EventSchema.Field("name", "string", true, "guestId")));
    assertThat(EventSchemas.breaks(plain, sealed)).isEmpty();
    assertThat(EventSchemas.breaks(sealed, plain))
        .singleElement()
        .asString()
        .contains("name: string (personal, of guestId)");
  }

  private static EventSchema schema(EventSchema.Field field) {
    return new EventSchema(new EventType("guest-came", 1), List.of(field));
  }

  private static <E> List<EventSchema> schemas(Class<E> family, Class<? extends E> event) {
    return EventSchemas.of(EventCatalog.of(family).type("guest-came", 1, event).build());
  }
}
