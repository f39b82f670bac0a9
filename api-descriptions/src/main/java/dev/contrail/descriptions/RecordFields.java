package dev.contrail.descriptions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a record as they stand in its JSON. */
final class RecordFields {

  private final JsonSchemas schemas;
  private final SourceDocs docs;

  RecordFields(JsonSchemas schemas, SourceDocs docs) {
    this.schemas = schemas;
    this.docs = docs;
  }

  void addTo(ObjectNode schema, ResolvableType type, Class<?> record) {
    addTo(schema, type, record, Set.of());
  }

  private void addTo(ObjectNode schema, ResolvableType type, Class<?> record, Set<String> without) {
    for (var component : record.getRecordComponents()) {
      var accessor = component.getAccessor();
      var name = name(accessor);
      if (accessor.isAnnotationPresent(JsonIgnore.class) || without.contains(name)) {
        continue;
      }
      var fieldType = ResolvableType.forType(component.getGenericType(), type);
      if (accessor.isAnnotationPresent(JsonUnwrapped.class)) {
        var inner = java.util.Objects.requireNonNull(fieldType.resolve());
        addTo(schema, fieldType, inner, ignored(accessor));
      } else {
        add(schema, name, field(component, fieldType), isRequired(component));
      }
    }
    computed(record)
        .forEach(method ->
            add(
                schema,
                name(method),
                schemas.of(ResolvableType.forMethodReturnType(method)),
                !isNullable(method.getAnnotatedReturnType())));
    docsOf(schema, record);
  }

  /** What Jackson writes besides the components. */
  private static java.util.List<Method> computed(Class<?> record) {
    var components =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    return Arrays.stream(record.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(JsonProperty.class))
        .filter(method -> !components.contains(method.getName()))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static void add(ObjectNode schema, String name, ObjectNode field, boolean required) {
    schema.withObjectProperty("properties").set(name, field);
    if (required) {
      schema.withArrayProperty("required").add(name);
    }
  }

  private void docsOf(ObjectNode schema, Class<?> record) {
    for (var component : record.getRecordComponents()) {
      var field = schema.path("properties").path(name(component.getAccessor()));
      docs.of(record, component.getName())
          .ifPresent(text -> {
            if (field instanceof ObjectNode known) {
              known.put("description", text);
            }
          });
    }
  }

  private ObjectNode field(RecordComponent component, ResolvableType type) {
    var accessor = component.getAccessor();
    if (accessor.isAnnotationPresent(JsonRawValue.class)) {
      return schemas.of(ResolvableType.forClass(tools.jackson.databind.JsonNode.class));
    }
    var field = schemas.of(type);
    given(accessor, Pattern.class)
        .ifPresent(rule -> field.put("pattern", "^(?:" + rule.regexp() + ")$"));
    given(accessor, Min.class).ifPresent(rule -> field.put("minimum", rule.value()));
    given(accessor, Max.class).ifPresent(rule -> field.put("maximum", rule.value()));
    var isList = field.path("type").asString("").equals("array");
    given(accessor, NotBlank.class).ifPresent(_ -> field.put("minLength", 1));
    given(accessor, Size.class)
        .ifPresent(rule -> {
          if (rule.min() > 0) {
            field.put(isList ? "minItems" : "minLength", rule.min());
          }
          if (rule.max() < Integer.MAX_VALUE) {
            field.put(isList ? "maxItems" : "maxLength", rule.max());
          }
        });
    return field;
  }

  private static boolean isRequired(RecordComponent component) {
    return !isNullable(component.getAnnotatedType());
  }

  private static boolean isNullable(AnnotatedElement type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static Set<String> ignored(Method accessor) {
    return given(accessor, JsonIgnoreProperties.class)
        .map(properties -> Set.of(properties.value()))
        .orElse(Set.of());
  }

  private static String name(Method accessor) {
    return given(accessor, JsonProperty.class)
        .map(JsonProperty::value)
        .filter(name -> !name.isEmpty())
        .orElse(accessor.getName());
  }

  private static <A extends Annotation> Optional<A> given(Method accessor, Class<A> annotation) {
    return Optional.ofNullable(accessor.getAnnotation(annotation));
  }
}
