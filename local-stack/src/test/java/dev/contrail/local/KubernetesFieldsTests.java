package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The manifests against Kubernetes' own types: no field is misspelt, none is at a wrong place. */
class KubernetesFieldsTests {

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/Service", Service.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "apps/v1/Deployment", Deployment.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

  /** Types of operators that have schemas of their own. */
  private static final List<String> OTHERS =
      List.of("postgresql.cnpg.io", "kafka.strimzi.io", "keda.sh", "kustomize.config.k8s.io");

  private final ObjectMapper strict =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new NothingElse());

  /** These types would keep what they do not know. */
  private static final class NothingElse extends JacksonAnnotationIntrospector {
    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  @Test
  void everyFieldIsKnown() {
    var read = 0;
    for (var document : documents()) {
      var kind = document.text("apiVersion") + "/" + document.text("kind");
      var type = KINDS.get(kind);
      if (type != null) {
        assertThat(strict.convertValue(document.value(), type)).isNotNull();
        read++;
      } else {
        assertThat(OTHERS).as(kind).anyMatch(kind::startsWith);
      }
    }
    assertThat(read).isGreaterThan(12);
  }

  @Test
  void anUnknownFieldIsRefused() {
    var misspelt = Map.of("kind", "Deployment", "spec", Map.of("replica", 1));
    assertThatThrownBy(() -> strict.convertValue(misspelt, Deployment.class))
        .hasMessageContaining("replica");
  }

  private static List<Yaml> documents() {
    try (var files = Files.walk(Path.of("..", "deploy", "kubernetes"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> Yaml.read(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
