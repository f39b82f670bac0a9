package dev.contrail.servers;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * All that a service answers, on its own port and on the management port. A bean of the service's
 * context: the one behind the management port is told to its parent, and known to nobody else.
 */
public final class MappedEndpoints
    implements ApplicationListener<ServletWebServerInitializedEvent> {

  private final List<ApplicationContext> contexts = new CopyOnWriteArrayList<>();

  @Override
  public void onApplicationEvent(ServletWebServerInitializedEvent event) {
    contexts.add(event.getApplicationContext());
  }

  /** E.g. {@code GET /api/flights/{flightId}}; ANY where all methods are mapped. */
  public Set<String> all() {
    return contexts.stream()
        .flatMap(context ->
            context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream())
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .flatMap(MappedEndpoints::names)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(RequestMappingInfo mapping) {
    var methods = mapping.getMethodsCondition().getMethods();
    return mapping.getPatternValues().stream()
        .flatMap(path ->
            methods.isEmpty()
                ? Stream.of("ANY " + path)
                : methods.stream().map(method -> method + " " + path));
  }
}
