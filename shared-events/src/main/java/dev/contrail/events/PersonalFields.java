package dev.contrail.events;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The components of a class that are marked {@link Personal}; of most there are none. */
public final class PersonalFields {

  private static final PersonalFields NONE = new PersonalFields(List.of(), null, List.of());

  private static final ClassValue<PersonalFields> KNOWN =
      new ClassValue<>() {
        @Override
        protected PersonalFields computeValue(Class<?> type) {
          return read(type);
        }
      };

  private final List<Method> components;
  private final @Nullable Constructor<?> constructor;
  private final List<Field> fields;

  private PersonalFields(
      List<Method> components, @Nullable Constructor<?> constructor, List<Field> fields) {
    this.components = components;
    this.constructor = constructor;
    this.fields = fields;
  }

  /**
   * A marked component.
   *
   * @param name of the component
   * @param subject the component that says whose it is
   * @param sealedAs the name that its text is sealed under
   */
  public record Field(String name, String subject, String sealedAs, int index, int subjectIndex) {}

  /** Makes another text of a personal one. */
  @FunctionalInterface
  public interface Change {

    /**
     * @param subject the id of the person
     * @param field the name that the text is sealed under
     */
    @Nullable String of(String subject, String field, String text);
  }

  /**
   * @throws IllegalArgumentException if a mark stands where it would have no effect
   */
  public static PersonalFields of(Class<?> type) {
    return KNOWN.get(type);
  }

  public List<Field> all() {
    return fields;
  }

  /** The subject of a component, if that is marked. */
  Optional<String> subjectOf(String component) {
    return fields.stream()
        .filter(field -> field.name().equals(component))
        .map(Field::subject)
        .findFirst();
  }

  /**
   * A copy whose personal texts are changed; the record itself, if it has none.
   *
   * @param record of the class that this was made of
   */
  @SuppressWarnings("unchecked")
  public <R> R change(R record, Change change) {
    if (fields.isEmpty()) {
      return record;
    }
    try {
      var values = new @Nullable Object[components.size()];
      for (var i = 0; i < values.length; i++) {
        values[i] = components.get(i).invoke(record);
      }
      for (var field : fields) {
        var text = (String) values[field.index()];
        if (text != null) {
          var subject = Objects.requireNonNull(values[field.subjectIndex()], field.subject());
          values[field.index()] = change.of(subject.toString(), field.sealedAs(), text);
        }
      }
      return (R) Objects.requireNonNull(constructor).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          record.getClass().getName() + " does not take its changed personal fields", e);
    }
  }

  private static PersonalFields read(Class<?> type) {
    if (!type.isRecord()) {
      return NONE;
    }
    var components = List.of(type.getRecordComponents());
    var fields = new ArrayList<Field>();
    for (var i = 0; i < components.size(); i++) {
      checkInside(type, components.get(i).getType());
      var mark = components.get(i).getAnnotation(Personal.class);
      if (mark != null) {
        fields.add(field(type, components, i, mark));
      }
    }
    return fields.isEmpty() ? NONE : of(type, components, fields);
  }

  private static PersonalFields of(
      Class<?> type, List<RecordComponent> components, List<Field> fields) {
    try {
      var types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      var accessors = components.stream().map(RecordComponent::getAccessor).toList();
      accessors.forEach(accessor -> accessor.setAccessible(true));
      return new PersonalFields(accessors, constructor, List.copyOf(fields));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record has a canonical constructor", e);
    }
  }

  private static Field field(
      Class<?> type, List<RecordComponent> components, int index, Personal mark) {
    var component = components.get(index);
    var subject = mark.subject();
    var names = components.stream().map(RecordComponent::getName).toList();
    if (component.getType() != String.class) {
      throw new IllegalArgumentException(
          "%s.%s is personal, but no text".formatted(type.getName(), component.getName()));
    }
    if (!names.contains(subject) || subject.equals(component.getName())) {
      throw new IllegalArgumentException(
          "%s.%s is said to belong to '%s', which is no other component"
              .formatted(type.getName(), component.getName(), subject));
    }
    var sealedAs = mark.sealedAs().isEmpty() ? component.getName() : mark.sealedAs();
    return new Field(component.getName(), subject, sealedAs, index, names.indexOf(subject));
  }

  /** A mark that nobody looks at would be a promise that nobody keeps. */
  private static void checkInside(Class<?> outer, Class<?> inner) {
    if (inner.isRecord()
        && Arrays.stream(inner.getRecordComponents())
            .anyMatch(component -> component.isAnnotationPresent(Personal.class))) {
      throw new IllegalArgumentException(
          "%s has personal fields, but inside %s: move them out"
              .formatted(inner.getName(), outer.getName()));
    }
  }
}
