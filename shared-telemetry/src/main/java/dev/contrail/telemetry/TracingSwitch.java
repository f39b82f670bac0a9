package dev.contrail.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Leaves out all that Spring Boot configures for traces unless it is said where they go: what is
 * not there costs nothing. An endpoint that is empty is none.
 */
public final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

  static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  private static final List<String> TRACING =
      List.of(
          "org.springframework.boot.opentelemetry.",
          "org.springframework.boot.micrometer.tracing.");

  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
    var isOn = environment != null && StringUtils.hasText(environment.getProperty(ENDPOINT));
    var kept = new boolean[classes.length];
    for (var i = 0; i < classes.length; i++) {
      kept[i] = isOn || !isForTracing(classes[i]);
    }
    return kept;
  }

  private static boolean isForTracing(@Nullable String name) {
    return name != null && TRACING.stream().anyMatch(name::startsWith);
  }
}
