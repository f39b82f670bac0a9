package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** What the compose files let a container do. The smoke test asks the running ones the same. */
class ContainersTests {

  private static final Path ROOT = Path.of("..");
  private static final String DEMO = "docker-compose.yml";
  private static final String SECURE = "docker-compose.secure.yml";
  private static final String WATCHED = "compose.observability.yml";

  /** A release, not a line of them, or the very bytes. PostgreSQL's releases have two numbers. */
  private static final Pattern EXACT =
      Pattern.compile(
          "[^:@]+(:v?\\d+\\.\\d+\\.\\d+[\\w.-]*|(:[^@]+)?@sha256:[0-9a-f]{64})|postgres:\\d+\\.\\d+(-.+)?");

  /** Lines that get fixes and no features: a rebuild takes what was made safe since. */
  private static final Set<String> KEPT_SAFE =
      Set.of("postgres:18", "eclipse-temurin:25-jre", "maven:3.9-eclipse-temurin-25");

  /** Each file alone and over the first, as it is meant to be used. */
  static Stream<Arguments> containers() {
    return Stream.of(List.of(DEMO), List.of(DEMO, SECURE), List.of(DEMO, WATCHED))
        .flatMap(files ->
            overlaid(files).entrySet().stream()
                .map(one -> Arguments.of(files.getLast() + " " + one.getKey(), one.getValue())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("containers")
  void hasNoMoreThanItNeeds(String name, Map<String, Object> service) throws IOException {
    assertThat(service)
        .containsEntry("read_only", true)
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("security_opt", List.of("no-new-privileges:true"))
        .containsKeys("mem_limit", "pids_limit")
        .doesNotContainKeys("privileged", "cap_add", "devices", "network_mode", "pid", "ipc");
    assertThat(userOf(service)).isNotIn("", "root", "0");
    assertThat(service.toString()).doesNotContain("docker.sock");
    assertThat(list(service, "ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  /** The file's own, or the one that our image names. */
  private static String userOf(Map<String, Object> service) throws IOException {
    if (!service.containsKey("build")) {
      return Objects.toString(service.get("user"), "");
    }
    try (var lines = Files.lines(ROOT.resolve("Dockerfile"))) {
      return lines
          .filter(line -> line.startsWith("USER "))
          .map(line -> line.substring("USER ".length()))
          .reduce("", (before, last) -> last);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("containers")
  void hasNoSecretInItsEnvironment(String name, Map<String, Object> service) {
    if (service.get("environment") instanceof Map<?, ?> environment) {
      environment.forEach((key, value) -> {
        assertThat(key.toString()).doesNotMatch(".*(PASSWORD|SECRET|TOKEN)"); // but …_FILE
        assertThat(value.toString()).doesNotContainPattern("password=\"?[^\"$]");
      });
    }
  }

  /**
   * Cure: what programs are called with everybody on the machine may read; bash's own words not.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("containers")
  void noProgramIsCalledWithASecret(String name, Map<String, Object> service) {
    assertThat(String.join(" ", list(service, "command")))
        .doesNotContainPattern("\\$\\(cat |(storage|configs|start)\\.sh[^&;]*\\$\\$\\(");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker/database-passwords.sh", "docker/broker-access"})
  void noScriptCallsAProgramWithASecret(String script) throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve(script)))
        .noneMatch(line -> line.matches(".*(psql|/opt/kafka/bin/).*\\$\\((cat|<).*"));
  }

  @Test
  void everyImageIsOfAnExactVersionOrOfALineThatIsKeptSafe() throws IOException {
    var images =
        Stream.concat(
            Stream.of(DEMO, SECURE, WATCHED)
                .flatMap(file -> services(file).values().stream())
                .flatMap(service -> Stream.ofNullable(service.get("image")))
                .map(Object::toString),
            Files.readAllLines(ROOT.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("FROM "))
                .map(line -> line.replaceFirst("FROM (--platform=\\S+ )?", "").split(" ")[0]));
    assertThat(images.toList())
        .hasSizeGreaterThan(7)
        .allMatch(EXACT.asMatchPredicate().or(KEPT_SAFE::contains));
  }

  @ParameterizedTest
  @CsvSource({
    "postgres:18.6, true",
    "prom/prometheus:v3.1.0, true",
    "eclipse-temurin:25.0.1_8-jre, true",
    "postgres, false",
    "postgres:latest, false",
    "postgres:18, false",
    "postgres:18-alpine3.22, false",
    "eclipse-temurin:25-jre, false",
    "maven:3.9-eclipse-temurin-25, false",
    "maven:3.9.11-eclipse-temurin-25, true",
    "apache/kafka:4.2, false",
    "postgres@sha256:12, false"
  })
  void aLineOfVersionsIsNone(String image, boolean exact) {
    assertThat(EXACT.matcher(image).matches()).isEqualTo(exact);
  }

  @Test
  void theDemosPasswordIsNotLaidOverByItself() {
    assertThat(String.valueOf(yaml(SECURE).get("secrets"))).doesNotContain("docker/");
  }

  /** Cure: each container names its secrets; the owners' are for who migrates. */
  @Test
  void eachHasItsOwnSecretsOnly() {
    var secrets = new TreeMap<String, List<String>>();
    services(SECURE).forEach((name, service) -> secrets.put(name, secretsOf(service)));
    assertThat(secrets)
        .isEqualTo(
            Map.of(
                "broker-access", List.of("broker"),
                "command-db",
                    List.of("command-owner", "command-relay", "command-service", "postgres"),
                "command-migration", List.of("command-owner", "command-relay", "command-service"),
                "command-service", List.of("broker-relay", "command-relay", "command-service"),
                "kafka", List.of("broker", "broker-query", "broker-relay"),
                "query-db", List.of("postgres", "query-owner", "query-service"),
                "query-migration", List.of("query-owner", "query-service"),
                "query-service", List.of("broker-query", "query-service")));
  }

  private static List<String> secretsOf(Map<String, Object> service) {
    var names = new TreeSet<String>();
    if (service.get("secrets") instanceof List<?> some) {
      for (var one : some) {
        names.add(one instanceof Map<?, ?> named ? named.get("source") + "" : one.toString());
      }
    }
    return List.copyOf(names);
  }

  /** Cure: networks of their own; between the sides are the broker and the issuer alone. */
  @Test
  void neitherSideReachesTheOther() {
    var services = overlaid(List.of(DEMO, SECURE));
    services.forEach((name, service) -> {
      if (!List.of("kafka", "identity").contains(name)) {
        assertThat(list(service, "networks"))
            .as(name)
            .containsExactly(name.startsWith("query") ? "query" : "command");
      }
    });
    assertThat(services).containsKeys("command-db", "query-db", "command-service", "query-service");
  }

  /** Cure: the list begins with everything. */
  @Test
  void imagesAreBuiltOfSourcesAlone() throws IOException {
    var rules =
        Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    assertThat(rules)
        .containsExactly("*", "!.mvn", "!pom.xml", "!*/pom.xml", "!*/src/main", "!docs/api/*.yaml");
  }

  private static List<String> list(Map<String, Object> service, String key) {
    return service.get(key) instanceof List<?> some
        ? some.stream().map(Object::toString).toList()
        : List.of();
  }

  /** What a later file says counts, but for the environment, of which it says a part. */
  private static Map<String, Map<String, Object>> overlaid(List<String> files) {
    var all = new TreeMap<String, Map<String, Object>>();
    for (var file : files) {
      services(file)
          .forEach((name, service) -> {
            var one = all.computeIfAbsent(name, _ -> new HashMap<>());
            var environment = new HashMap<Object, Object>();
            for (var some : new Object[] {one.get("environment"), service.get("environment")}) {
              if (some instanceof Map<?, ?> variables) {
                environment.putAll(variables);
              }
            }
            one.putAll(service);
            one.put("environment", environment);
          });
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services(String file) {
    return (Map<String, Map<String, Object>>) Objects.requireNonNull(yaml(file).get("services"));
  }

  private static Map<String, Object> yaml(String file) {
    var yaml = new YamlMapFactoryBean();
    yaml.setResources(new FileSystemResource(ROOT.resolve(file)));
    return Objects.requireNonNull(yaml.getObject());
  }
}
