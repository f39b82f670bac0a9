package dev.contrail.events;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the shapes of a catalogue's current events off their records. */
public final class EventSchemas {

  private static final Map<Class<?>, String> KINDS =
      Map.ofEntries(
          Map.entry(String.class, "string"),
          Map.entry(UUID.class, "uuid"),
          Map.entry(int.class, "integer"),
          Map.entry(long.class, "long"),
          Map.entry(Integer.class, "integer"),
          Map.entry(Long.class, "long"),
          Map.entry(boolean.class, "boolean"),
          Map.entry(Boolean.class, "boolean"),
          Map.entry(Instant.class, "instant"),
          Map.entry(LocalDate.class, "local-date"),
          Map.entry(LocalDateTime.class, "local-date-time"));

  private EventSchemas() {}

  /**
   * The current shape of every event, by name.
   *
   * @throws IllegalArgumentException if a field is of a kind that has no place in an event
   */
  public static List<EventSchema> of(EventCatalog<?> catalog) {
    return catalog.entries().stream()
        .sorted(Comparator.comparing(entry -> entry.type().name()))
        .map(entry -> new EventSchema(entry.type(), fieldsOf(entry.eventClass())))
        .toList();
  }

  static List<EventSchema.Field> fieldsOf(Class<?> event) {
    return fields("", event, true).toList();
  }

  private static Stream<EventSchema.Field> fields(String prefix, Class<?> type, boolean required) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(component -> field(prefix + component.getName(), component, required));
  }

  private static Stream<EventSchema.Field> field(
      String name, RecordComponent component, boolean parentRequired) {
    var type = component.getType();
    var required =
        parentRequired && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (type.isRecord()) {
      return fields(name + ".", type, required);
    }
    var kind =
        type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()) : KINDS.get(type);
    if (kind == null) {
      throw new IllegalArgumentException(
          "field %s is a %s, which has no place in an event".formatted(name, type.getName()));
    }
    var subject = PersonalFields.of(component.getDeclaringRecord()).subjectOf(component.getName());
    return Stream.of(new EventSchema.Field(name, kind, required, subject.orElse(null)));
  }

  /**
   * What a new shape would do to those who read what is recorded in an old one.
   *
   * @return each break in words, with what to do; empty if old events can be read as new ones
   */
  public static List<String> breaks(
      Collection<EventSchema> recorded, Collection<EventSchema> current) {
    var breaks = new ArrayList<String>();
    for (var old : recorded) {
      var now =
          current.stream()
              .filter(schema -> schema.type().name().equals(old.type().name()))
              .findFirst();
      if (now.isEmpty()) {
        breaks.add("%s is recorded and gone: keep it".formatted(old.type()));
      } else if (now.get().type().version() < old.type().version()) {
        breaks.add("%s is recorded: a version does not go back".formatted(old.type()));
      } else if (now.get().type().equals(old.type())) {
        breaks.addAll(breaks(old, now.get()));
      }
    }
    return breaks;
  }

  private static List<String> breaks(EventSchema old, EventSchema now) {
    var advice =
        " of %s: make it version %d, with an upcaster from %d"
            .formatted(old.type(), old.type().version() + 1, old.type().version());
    var breaks = new ArrayList<String>();
    for (var field : old.fields()) {
      if (now.fields().stream().noneMatch(field::isReadAs)) {
        breaks.add("'" + field + "' is gone or changed" + advice);
      }
    }
    for (var field : now.fields()) {
      var known = old.fields().stream().anyMatch(f -> f.name().equals(field.name()));
      if (field.required() && !known) {
        breaks.add("'" + field + "' is new and required" + advice);
      }
    }
    return breaks;
  }
}
