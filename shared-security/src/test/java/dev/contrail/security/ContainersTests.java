package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** What the compose files let a container do. The smoke test asks the running ones the same. */
class ContainersTests {

  private static final Path ROOT = Path.of("..");
  private static final String DEMO = "docker-compose.yml";
  private static final String SECURE = "docker-compose.secure.yml";

  static Stream<Arguments> containers() {
    var demo = services(DEMO);
    var ofItsOwn =
        services(SECURE).entrySet().stream().filter(one -> !demo.containsKey(one.getKey()));
    return Stream.concat(demo.entrySet().stream(), ofItsOwn)
        .map(one -> Arguments.of(one.getKey(), one.getValue()));
  }

  @ParameterizedTest
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

  @ParameterizedTest
  @MethodSource("containers")
  void hasNoSecretInItsEnvironment(String name, Map<String, Object> service) {
    if (service.get("environment") instanceof Map<?, ?> environment) {
      environment.forEach((key, value) -> {
        assertThat(key.toString()).doesNotMatch(".*(PASSWORD|SECRET|TOKEN)"); // but …_FILE
        assertThat(value.toString()).doesNotContainPattern("password=\"?[^\"$]");
      });
    }
  }

  @Test
  void everyImageIsOfAVersion() throws IOException {
    var images =
        Stream.concat(
            Stream.of(DEMO, SECURE)
                .flatMap(file -> services(file).values().stream())
                .flatMap(service -> Stream.ofNullable(service.get("image")))
                .map(Object::toString),
            Files.readAllLines(ROOT.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("FROM "))
                .map(line -> line.replaceFirst("FROM (--platform=\\S+ )?", "").split(" ")[0]));
    assertThat(images.toList())
        .hasSizeGreaterThan(3)
        .allMatch(image -> image.matches(".+:.*\\d.*"));
  }

  @Test
  void theDemosPasswordIsNotLaidOverByItself() {
    assertThat(String.valueOf(yaml(SECURE).get("secrets"))).doesNotContain("docker/");
  }

  private static List<String> list(Map<String, Object> service, String key) {
    return service.get(key) instanceof List<?> some
        ? some.stream().map(Object::toString).toList()
        : List.of();
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
