package dev.contrail.descriptions;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes a service in OpenAPI 3.1. Paths, parameters and media types are those of its mappings,
 * scopes those that its access rules ask for, words those of its comments, problem types those that
 * its code makes. What none of them says is said by {@link OperationPart}s and by {@link Example}s.
 */
public final class ServiceDescription {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Which words of the command side lead to which status. */
  private static final List<ProblemTypes.Wording> REJECTIONS =
      List.of(
          new ProblemTypes.Wording("CommandRejected.because(", 409),
          new ProblemTypes.Wording("CommandRejected.unknown(", 404));

  private final ApplicationContext service;
  private final List<Path> modules;
  private final List<OperationPart> parts;
  private final List<Example> examples;

  /**
   * @param service that runs, or is about to
   * @param modules folders of the Maven modules it is made of
   */
  public ServiceDescription(
      ApplicationContext service,
      List<Path> modules,
      List<OperationPart> parts,
      List<Example> examples) {
    this.service = service;
    this.modules = modules;
    this.parts = parts;
    this.examples = examples;
  }

  /**
   * What it is called.
   *
   * @param version of the API, as it is asked for
   * @param server where it is in a local run
   */
  public record Title(String title, String description, String version, String server) {}

  /** The whole document. */
  public ObjectNode document(Title title) {
    var docs = SourceDocs.of(modules.stream().map(one -> one.resolve("src/main/java")).toList());
    var schemas = new JsonSchemas(service.getBean(JsonMapper.class), docs);
    var failures = new Failures();
    var operations =
        new Operations(
            new Operations.Sources(schemas, docs, new ProblemTypes(modules, REJECTIONS), parts),
            new RequiredScopes(service.getBean(SecurityFilterChain.class)),
            failures,
            examples);
    var document = head(title);
    document.set("tags", tags(docs));
    var paths = paths(operations);
    document.set("paths", paths);
    schemas.named().put("Problem", Failures.schema());
    var shared = SharedAnswers.takeFrom(paths);
    document.set("components", components(schemas.named(), failures, shared));
    return document;
  }

  /** What the first controller of each says of itself. */
  private ArrayNode tags(SourceDocs docs) {
    var known = new TreeMap<String, String>();
    for (var endpoint : endpoints()) {
      var controller = endpoint.plain().method().getBeanType();
      known.putIfAbsent(endpoint.tag(), docs.of(controller).orElse(""));
    }
    var tags = NODES.arrayNode();
    known.forEach((tag, text) -> tags.addObject().put("name", tag).put("description", text));
    return tags;
  }

  private ObjectNode paths(Operations operations) {
    var paths = NODES.objectNode();
    var ids = new HashSet<String>();
    for (var endpoint : endpoints()) {
      if (!ids.add(endpoint.operationId())) {
        throw new IllegalStateException("two operations are called " + endpoint.operationId());
      }
      paths
          .withObjectProperty(endpoint.path())
          .set(endpoint.method().toLowerCase(Locale.ROOT), operations.describe(endpoint));
    }
    return paths;
  }

  private List<Endpoint> endpoints() {
    return Endpoint.in(
        service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
  }

  private static ObjectNode head(Title title) {
    var document = NODES.objectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", title.title())
        .put("description", title.description())
        .put("version", title.version());
    document
        .putArray("servers")
        .addObject()
        .put("url", title.server())
        .put("description", "A local run");
    return document;
  }

  private static ObjectNode components(
      Map<String, ObjectNode> schemas, Failures failures, ObjectNode answers) {
    var components = NODES.objectNode();
    schemas.forEach(components.putObject("schemas")::set);
    components.set("responses", answers);
    components.set("responses", answers);
    components.set("headers", Failures.headers());
    failures.examples().forEach(components.putObject("examples")::set);
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT")
        .put(
            "description",
            "An access token of the issuer that the service trusts (RFC 9068). Each operation names"
                + " the scopes one of which it must have.");
    return components;
  }
}
