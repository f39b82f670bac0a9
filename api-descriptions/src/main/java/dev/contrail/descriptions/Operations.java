package dev.contrail.descriptions;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one operation from its handlers. */
final class Operations {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  /** What is wrong with a body, if there is one. */
  private static final Set<Integer> OF_BODIES = Set.of(413, UNSUPPORTED_MEDIA_TYPE, 422);

  private final JsonSchemas schemas;
  private final SourceDocs docs;
  private final HandlerArguments arguments;
  private final RequiredScopes scopes;
  private final ProblemTypes problems;
  private final Failures failures;
  private final List<OperationPart> parts;
  private final List<Example> examples;

  Operations(Sources sources, RequiredScopes scopes, Failures failures, List<Example> examples) {
    this.schemas = sources.schemas();
    this.docs = sources.docs();
    this.problems = sources.problems();
    this.parts = sources.parts();
    this.arguments = new HandlerArguments(schemas, docs);
    this.scopes = scopes;
    this.failures = failures;
    this.examples = examples;
  }

  /** What operations are made of. */
  record Sources(
      JsonSchemas schemas, SourceDocs docs, ProblemTypes problems, List<OperationPart> parts) {}

  ObjectNode describe(Endpoint endpoint) {
    var operation = new Operation();
    arguments.describe(operation, endpoint);
    endpoint.handlers().forEach(handler -> describeSuccess(operation, handler));
    partsOf(endpoint).forEach(part -> part.describe(operation));
    var example = exampleOf(endpoint);
    examples.stream()
        .filter(one -> one.operation().equals(endpoint.name()))
        .forEach(one -> addTo(operation, one));
    var needed = scopes.of(endpoint.method(), endpoint.path());
    var node = NODES.objectNode();
    node.putArray("tags").add(endpoint.tag());
    node.put("summary", summary(endpoint));
    node.put("description", description(endpoint, needed));
    node.put("operationId", endpoint.operationId());
    if (!operation.parameters().isEmpty()) {
      operation.parameters().values().forEach(node.putArray("parameters")::add);
    }
    body(endpoint, example).ifPresent(body -> node.set("requestBody", body));
    var answers = node.putObject("responses");
    var status = HttpStatus.valueOf(status(endpoint, example));
    answers.set(String.valueOf(status.value()), operation.answer(status.getReasonPhrase()));
    operation.otherAnswers().forEach(answers::set);
    answers.setAll(failures.answers(typesOf(endpoint, node.has("requestBody"))));
    needed.forEach(node.putArray("security").addObject().putArray("token")::add);
    return node;
  }

  private List<OperationPart> partsOf(Endpoint endpoint) {
    return parts.stream()
        .filter(part -> endpoint.handlers().stream().anyMatch(one -> part.concerns(one.method())))
        .toList();
  }

  private void describeSuccess(Operation operation, Endpoint.Handler handler) {
    var type = ResolvableType.forMethodReturnType(handler.method().getMethod());
    var body = ResponseEntity.class.equals(type.resolve()) ? type.getGeneric(0) : type;
    var produced = handler.mapping().getProducesCondition().getProducibleMediaTypes();
    if (!void.class.equals(body.resolve()) && !Void.class.equals(body.resolve())) {
      operation.answers(MediaType.APPLICATION_JSON_VALUE, schemas.of(body));
    }
    for (var mediaType : produced) {
      operation.answers(mediaType.toString(), NODES.objectNode().put("type", "string"));
    }
  }

  private Optional<Example> exampleOf(Endpoint endpoint) {
    return examples.stream().filter(one -> one.operation().equals(endpoint.name())).findFirst();
  }

  private static void addTo(Operation operation, Example example) {
    for (var parameter : operation.parameters().values()) {
      var value = example.of(parameter.path("name").asString());
      if (value != null && !parameter.has("example")) {
        var isText = parameter.path("schema").path("type").asString("").equals("string");
        parameter.set(
            "example", isText ? NODES.stringNode(value) : JsonMapper.shared().readTree(value));
      }
    }
  }

  private String summary(Endpoint endpoint) {
    return docs.of(endpoint.plain().method().getMethod())
        .map(text -> text.replaceFirst("(?s)[.:;].*", ""))
        .orElseThrow(() ->
            new IllegalStateException(endpoint.plain().method() + " has no comment to tell of it"));
  }

  private String description(Endpoint endpoint, List<String> needed) {
    var lines = new ArrayList<String>();
    for (var handler : endpoint.handlers()) {
      sentence(handler.method().getMethod())
          .ifPresent(text ->
              lines.add(
                  handler.condition().isEmpty()
                      ? text
                      : "With `%s`: %s".formatted(handler.condition(), text)));
    }
    lines.add(
        needed.isEmpty()
            ? "Any token will do."
            : "Needs a token for `%s`.".formatted(String.join("` or `", needed)));
    return String.join("\n\n", lines);
  }

  private Optional<String> sentence(Method method) {
    return docs.of(method).filter(text -> !text.isEmpty());
  }

  private Optional<ObjectNode> body(Endpoint endpoint, Optional<Example> example) {
    var handler = endpoint.plain();
    var body = NODES.objectNode().put("required", true);
    var consumed = handler.mapping().getConsumesCondition().getConsumableMediaTypes();
    var json = arguments.body(handler.method());
    if (json.isEmpty() && consumed.isEmpty()) {
      return Optional.empty();
    }
    var mediaType =
        consumed.isEmpty()
            ? MediaType.APPLICATION_JSON_VALUE
            : consumed.iterator().next().toString();
    var content = body.putObject("content").putObject(mediaType);
    content.set("schema", json.orElseGet(() -> NODES.objectNode().put("type", "string")));
    var sent =
        example.orElseThrow(() ->
            new IllegalStateException(endpoint.name() + " needs an example in docs/api/examples"));
    if (sent.body() != null) {
      content.set("example", sent.body());
    } else {
      content.put("example", sent.content());
    }
    return Optional.of(body);
  }

  private static int status(Endpoint endpoint, Optional<Example> example) {
    var method = endpoint.plain().method().getMethod();
    var annotated = AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
    if (annotated != null) {
      return annotated.value().value();
    }
    return example.map(Example::status).orElse(HttpStatus.OK.value());
  }

  private TreeSet<ProblemTypes.Type> typesOf(Endpoint endpoint, boolean hasBody) {
    var beginnings = new ArrayList<String>();
    endpoint
        .handlers()
        .forEach(handler -> beginnings.add(handler.method().getBeanType().getName()));
    partsOf(endpoint).forEach(part -> beginnings.addAll(part.problems()));
    var types = new TreeSet<>(problems.of(beginnings));
    types.add(new ProblemTypes.Type(NOT_ACCEPTABLE, "not-acceptable", ""));
    types.add(new ProblemTypes.Type(UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", ""));
    if (!hasBody) {
      types.removeIf(type -> OF_BODIES.contains(type.status()));
    }
    return types;
  }
}
