package dev.contrail.descriptions;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What handlers take from a request by Spring's annotations. */
final class HandlerArguments {

  private final JsonSchemas schemas;
  private final SourceDocs docs;

  HandlerArguments(JsonSchemas schemas, SourceDocs docs) {
    this.schemas = schemas;
    this.docs = docs;
  }

  /** Describes parameters; one is required only if all handlers of the operation require it. */
  void describe(Operation operation, Endpoint endpoint) {
    for (var handler : endpoint.handlers()) {
      for (var argument : handler.method().getMethodParameters()) {
        describe(operation, argument);
      }
    }
    operation
        .parameters()
        .forEach((key, parameter) -> {
          if (!key.startsWith("path ")) {
            parameter.put("required", isRequiredByAll(endpoint, parameter.path("name").asString()));
          }
        });
  }

  private static boolean isRequiredByAll(Endpoint endpoint, String name) {
    return endpoint.handlers().stream()
        .allMatch(handler ->
            Arrays.stream(handler.method().getMethodParameters())
                .anyMatch(argument -> isRequired(argument, name)));
  }

  private static boolean isRequired(MethodParameter argument, String name) {
    var parameter = argument.getParameterAnnotation(RequestParam.class);
    if (parameter != null) {
      return isRequired(parameter) && nameOf(parameter.name(), argument).equals(name);
    }
    var header = argument.getParameterAnnotation(RequestHeader.class);
    return header != null && header.required() && nameOf(header.name(), argument).equals(name);
  }

  private static boolean isRequired(RequestParam parameter) {
    return parameter.required() && parameter.defaultValue().equals(ValueConstants.DEFAULT_NONE);
  }

  private void describe(Operation operation, MethodParameter argument) {
    var type = ResolvableType.forMethodParameter(argument);
    var variable = argument.getParameterAnnotation(PathVariable.class);
    var parameter = argument.getParameterAnnotation(RequestParam.class);
    var header = argument.getParameterAnnotation(RequestHeader.class);
    if (variable != null) {
      add(operation, "path", nameOf(variable.name(), argument), type, null).put("required", true);
    } else if (parameter != null) {
      var name = nameOf(parameter.name(), argument);
      add(operation, "query", name, type, parameter.defaultValue());
    } else if (header != null) {
      add(operation, "header", nameOf(header.name(), argument), type, null);
    } else if (argument.hasParameterAnnotation(ModelAttribute.class)) {
      describeRecord(operation, argument.getParameterType());
    }
  }

  private void describeRecord(Operation operation, Class<?> record) {
    for (var component : record.getRecordComponents()) {
      var type = ResolvableType.forType(component.getGenericType());
      var parameter = add(operation, "query", component.getName(), type, null);
      docs.of(record, component.getName()).ifPresent(text -> parameter.put("description", text));
    }
  }

  private ObjectNode add(
      Operation operation, String in, String name, ResolvableType type, @Nullable String without) {
    var known = operation.parameters().get(in + " " + name);
    if (known != null) {
      return known;
    }
    var schema = schemas.of(type);
    if (without != null && !without.equals(ValueConstants.DEFAULT_NONE)) {
      var isText = schema.path("type").asString("").equals("string");
      schema.set(
          "default",
          isText
              ? JsonMapper.shared().valueToTree(without)
              : JsonMapper.shared().readTree(without));
    }
    var parameter = operation.parameter(in, name, "");
    parameter.set("schema", schema);
    return parameter;
  }

  private static String nameOf(String annotated, MethodParameter argument) {
    return annotated.isEmpty()
        ? Objects.requireNonNull(argument.getParameter().getName())
        : annotated;
  }

  /** The JSON that a handler reads. */
  Optional<ObjectNode> body(HandlerMethod handler) {
    for (var argument : handler.getMethodParameters()) {
      if (argument.hasParameterAnnotation(RequestBody.class)) {
        return Optional.of(schemas.of(ResolvableType.forMethodParameter(argument)));
      }
    }
    return Optional.empty();
  }
}
