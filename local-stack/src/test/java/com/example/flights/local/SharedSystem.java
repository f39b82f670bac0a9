package com.example.flights.local;

import dev.contrail.servers.OtlpReceiver;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link RunningSystem} that they share, and the {@link OtlpReceiver} to which it
 * tells of the traces that requests ask for. It is started for the first of them and stopped after
 * the last. Whoever uses it leaves it running; flights, passengers and routes are his own.
 */
final class SharedSystem implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedSystem.class);

  private record Started(RunningSystem system, OtlpReceiver traces) implements AutoCloseable {

    static Started now() {
      var traces = OtlpReceiver.start();
      var settings =
          Map.of(
              "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
              traces.endpoint(),
              "MANAGEMENT_TRACING_SAMPLING_PROBABILITY",
              "0",
              "LOGGING_STRUCTURED_FORMAT_CONSOLE",
              "ecs");
      return new Started(RunningSystem.start("shared-system", settings), traces);
    }

    @Override
    public void close() {
      system.close();
      traces.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == RunningSystem.class || type == OtlpReceiver.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var started =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Started.class, _ -> Started.now(), Started.class);
    return parameter.getParameter().getType() == RunningSystem.class
        ? started.system()
        : started.traces();
  }
}
