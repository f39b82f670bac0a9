package dev.contrail.local;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests against the services: what they name is there, and nothing is left open. */
class KubernetesTests {

  private static final Path MANIFESTS = Path.of("..", "deploy", "kubernetes");
  private static final Set<String> MADE_ELSEWHERE =
      Set.of("kafka-cluster-ca-cert", "command-service", "query-service");

  private final List<Yaml> base =
      Yaml.read(MANIFESTS.resolve("base/kustomization.yaml")).getFirst().texts("resources").stream()
          .flatMap(file -> Yaml.read(MANIFESTS.resolve("base").resolve(file)).stream())
          .toList();
  private final Yaml example =
      Yaml.read(MANIFESTS.resolve("example/kustomization.yaml")).getFirst();

  private Yaml find(String kind, String name) {
    return base.stream()
        .filter(one -> one.text("kind").equals(kind) && one.text("metadata.name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(kind + " " + name));
  }

  private Yaml pod(String service) {
    return find("Deployment", service).at("spec.template.spec");
  }

  private Yaml container(String service) {
    return pod(service).list("containers").getFirst();
  }

  private Yaml migration(String service) {
    return pod(service).list("initContainers").getFirst();
  }

  private Map<String, String> environment(String service) {
    return environment(container(service));
  }

  private static Map<String, String> environment(Yaml container) {
    return container.list("env").stream()
        .collect(
            java.util.stream.Collectors.toMap(one -> one.text("name"), one -> one.text("value")));
  }

  private static Yaml settings(String service) {
    return Yaml.read(Path.of("..", service, "src/main/resources/application.yml")).getFirst();
  }

  /** Cure: none but the table, which is tried on a broker. */
  @Test
  void theBrokersUsersMayWhatTheTableSays() throws IOException {
    var users = Map.of("command-service", "contrail-relay", "query-service", "contrail-query");
    var table = Files.readAllLines(Path.of("..", "docs", "access", "broker.csv"));
    var rows =
        users.keySet().stream()
            .flatMap(user ->
                find("KafkaUser", user).list("spec.authorization.acls").stream()
                    .map(acl -> users.get(user) + "," + row(acl)));
    assertThat(rows).containsExactlyInAnyOrderElementsOf(table.subList(1, table.size()));
  }

  private static String row(Yaml acl) {
    return String.join(
        ",",
        separated(acl.text("resource.type")),
        acl.text("resource.patternType").replace("prefix", "prefixed"),
        acl.text("resource.name"),
        acl.texts("operations").stream()
            .map(KubernetesTests::separated)
            .collect(java.util.stream.Collectors.joining(" ")));
  }

  /** {@code DescribeConfigs} as {@code describe_configs}. */
  private static String separated(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"command-service", "query-service"})
  void probesAskTheHealthGroupsOnTheManagementPort(String service) {
    var container = container(service);
    var ports =
        container.list("ports").stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    one -> one.text("name"), one -> one.text("containerPort")));
    assertThat(ports)
        .containsEntry("http", settings(service).text("server.port"))
        .containsEntry("management", settings(service).text("management.server.port"));
    assertThat(environment(service))
        .containsEntry("SERVER_PORT", ports.get("http"))
        .containsEntry("MANAGEMENT_SERVER_PORT", ports.get("management"));
    assertThat(probe(container, "startupProbe")).isEqualTo("management/actuator/health/liveness");
    assertThat(probe(container, "livenessProbe")).isEqualTo("management/actuator/health/liveness");
    assertThat(probe(container, "readinessProbe"))
        .isEqualTo("management/actuator/health/readiness");
    var rules = find("NetworkPolicy", service).list("spec.ingress");
    assertThat(rules).hasSize(2).allMatch(rule -> !rule.list("from").isEmpty());
  }

  private static String probe(Yaml container, String name) {
    var get = container.at(name).at("httpGet");
    return get.text("port") + get.text("path");
  }

  /** Or browsers would send their users' tokens to whatever listens on their own machines. */
  @Test
  void theConsoleAsksServicesOnly() {
    for (var container : List.of(container("query-service"), migration("query-service"))) {
      assertThat(environment(container)).containsEntry("CONTRAIL_CONSOLE_MANAGEMENT", "");
    }
    assertThat(example.list("configMapGenerator").getFirst().texts("literals"))
        .anyMatch(literal -> literal.startsWith("CONTRAIL_CONSOLE_COMMAND_SERVICE=https://"))
        .anyMatch(literal -> literal.startsWith("CONTRAIL_SECURITY_ALLOWED_ORIGINS=https://"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"command-service", "query-service"})
  void aContainerMayNothingItDoesNotNeed(String service) {
    var pod = pod(service);
    assertThat(pod.text("automountServiceAccountToken")).isEqualTo("false");
    assertThat(pod.text("securityContext.runAsNonRoot")).isEqualTo("true");
    assertThat(pod.text("securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
    for (var container : List.of(container(service), migration(service))) {
      var security = container.at("securityContext");
      assertThat(security.text("readOnlyRootFilesystem")).isEqualTo("true");
      assertThat(security.text("allowPrivilegeEscalation")).isEqualTo("false");
      assertThat(security.texts("capabilities.drop")).containsExactly("ALL");
      assertThat(container.text("resources.limits.memory")).isNotEmpty();
    }
    assertThat(pod.text("securityContext.runAsUser"))
        .as("the user of the image")
        .isEqualTo(found("USER (\\d+)", Path.of("..", "Dockerfile")));
  }

  /** No password is in a manifest, and each that is named is one that somebody makes. */
  @ParameterizedTest
  @ValueSource(strings = {"command-service", "query-service"})
  void passwordsAreFilesOfSecretsThatThereAre(String service) {
    assertThat(environment(service).keySet()).noneMatch(name -> name.contains("PASSWORD"));
    assertThat(environment(service))
        .containsEntry("SPRING_CONFIG_IMPORT", "configtree:/etc/contrail/secrets/");
    assertThat(paths(service, "secrets"))
        .contains("spring.datasource.password", "spring.kafka.properties.sasl.jaas.config")
        .doesNotContain("spring.flyway.password");
    assertThat(paths(service, "owner-secrets")).contains("spring.flyway.password");
    assertThat(environment(service)).containsEntry("SPRING_FLYWAY_ENABLED", "false");
    var made =
        Stream.concat(
                MADE_ELSEWHERE.stream(),
                example.list("secretGenerator").stream().map(one -> one.text("name")))
            .collect(toSet());
    for (var volume : List.of("secrets", "owner-secrets")) {
      assertThat(secrets(service, volume).map(secret -> secret.text("name")).toList())
          .isSubsetOf(made);
    }
    find("KafkaUser", service);
  }

  private Stream<Yaml> secrets(String service, String volume) {
    return pod(service).list("volumes").stream()
        .filter(one -> one.text("name").equals(volume))
        .flatMap(one -> one.list("projected.sources").stream())
        .map(source -> source.at("secret"));
  }

  private Set<String> paths(String service, String volume) {
    return secrets(service, volume)
        .map(secret -> secret.list("items").getFirst().text("path"))
        .collect(toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"command", "query"})
  void databaseAndRolesAreThoseOfTheService(String side) {
    var settings = settings(side + "-service");
    var url = settings.text("spring.datasource.url");
    var database = url.substring(url.lastIndexOf('/') + 1);
    var environment = environment(side + "-service");
    assertThat(environment.get("SPRING_DATASOURCE_URL"))
        .isEqualTo("jdbc:postgresql://%s-db-rw:5432/%s".formatted(side, database));
    assertThat(environment(migration(side + "-service")))
        .containsEntry("SPRING_FLYWAY_USER", settings.text("spring.flyway.user"))
        .containsEntry("SPRING_DATASOURCE_URL", environment.get("SPRING_DATASOURCE_URL"));
    assertThat(environment)
        .containsEntry("SPRING_DATASOURCE_USERNAME", settings.text("spring.datasource.username"));
    var cluster = find("Cluster", side + "-db").at("spec");
    assertThat(cluster.text("bootstrap.initdb.database")).isEqualTo(database);
    assertThat(cluster.text("bootstrap.initdb.owner"))
        .isEqualTo(settings.text("spring.flyway.user"));
    assertThat(cluster.list("managed.roles").stream().map(role -> role.text("name")).toList())
        .startsWith(settings.text("spring.datasource.username"));
    var relay = settings.text("contrail.relay.database.username");
    if (!relay.isEmpty()) {
      assertThat(cluster.list("managed.roles")).anyMatch(role -> role.text("name").equals(relay));
      assertThat(paths(side + "-service", "secrets")).contains("contrail.relay.database.password");
    }
  }

  @Test
  void theTopicIsTheOneThatTheServicesExpect() {
    for (var service : List.of("command-service", "query-service")) {
      var topic = settings(service).at("contrail.topic");
      var declared = find("KafkaTopic", topic.text("name"));
      assertThat(declared.text("spec.partitions")).isEqualTo(topic.text("partitions"));
      assertThat(declared.text("spec.replicas"))
          .isEqualTo(environment(service).get("CONTRAIL_TOPIC_REPLICAS"));
      assertThat(declared.at("spec.config").text("retention\\.ms")).isEqualTo("-1");
    }
    var group = settings("query-service").text("contrail.projection.group-prefix") + ".";
    assertThat(find("KafkaUser", "query-service").list("spec.authorization.acls"))
        .anyMatch(acl -> acl.text("resource.name").equals(group));
    assertThat(find("KafkaUser", "query-service").list("spec.authorization.acls"))
        .noneMatch(acl ->
            acl.text("resource.name").equals(settings("query-service").text("contrail.topic.name"))
                && acl.texts("operations").contains("Write"));
    assertThat(find("ScaledObject", "query-service").text("spec.maxReplicaCount"))
        .isEqualTo(settings("query-service").text("contrail.topic.partitions"));
  }

  @Test
  void nothingIsOpenByDefault() {
    var denied = find("NetworkPolicy", "deny-by-default").at("spec");
    assertThat(denied.at("podSelector").isEmpty()).isTrue();
    assertThat(denied.texts("policyTypes")).containsExactly("Ingress", "Egress");
    assertThat(denied.list("ingress")).isEmpty();
    assertThat(denied.list("egress")).isEmpty();
    for (var budget : List.of("command-service", "query-service")) {
      assertThat(find("PodDisruptionBudget", budget).at("spec.selector.matchLabels"))
          .isEqualTo(find("Deployment", budget).at("spec.selector.matchLabels"));
    }
  }

  private static String found(String pattern, Path file) {
    try {
      var matcher = Pattern.compile(pattern).matcher(java.nio.file.Files.readString(file));
      assertThat(matcher.find()).isTrue();
      return matcher.group(1);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
