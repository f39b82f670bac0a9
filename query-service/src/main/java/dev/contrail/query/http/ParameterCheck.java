package dev.contrail.query.http;

import dev.contrail.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Refuses parameters that an endpoint does not know (a misspelt filter would silently find too
 * much), given twice, or containing NUL, which no text in PostgreSQL can.
 */
final class ParameterCheck implements HandlerInterceptor {

  private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue());
      // what a client has kept is for who it was given to
      response.addHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
      var allowed = known.computeIfAbsent(method, ParameterCheck::parametersOf);
      parameters(request).forEach((name, values) -> check(allowed, name, values));
      pathVariables(request).forEach((name, value) -> checkText(name, value));
    }
    return true;
  }

  /** Tomcat decodes them here, and throws where it cannot. */
  private static Map<String, String[]> parameters(HttpServletRequest request) {
    try {
      return request.getParameterMap();
    } catch (IllegalStateException e) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "malformed-request",
          "The query of the URL is not percent-encoded UTF-8.");
    }
  }

  private static Set<String> parametersOf(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .flatMap(ParameterCheck::namesOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** One, or those of a record that gathers several. */
  private static Stream<String> namesOf(MethodParameter parameter) {
    if (parameter.hasParameterAnnotation(ModelAttribute.class)) {
      return Arrays.stream(parameter.getParameterType().getRecordComponents())
          .map(RecordComponent::getName);
    }
    return parameter.hasParameterAnnotation(RequestParam.class)
        ? Stream.of(nameOf(parameter))
        : Stream.empty();
  }

  private static String nameOf(MethodParameter parameter) {
    var annotation = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class));
    return annotation.name().isEmpty()
        ? Objects.requireNonNull(parameter.getParameter().getName())
        : annotation.name();
  }

  private static Map<String, String> pathVariables(HttpServletRequest request) {
    @SuppressWarnings("unchecked")
    var variables =
        (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return Objects.requireNonNullElse(variables, Map.of());
  }

  private static void check(Set<String> allowed, String name, String[] values) {
    if (!allowed.contains(name)) {
      throw Problem.of(
              HttpStatus.BAD_REQUEST,
              "unknown-parameter",
              "There is no such parameter here. Known are: " + allowed.stream().sorted().toList())
          .with("parameter", name);
    }
    if (values.length > 1) {
      throw Parameters.invalid(name, "is given more than once");
    }
    checkText(name, values[0]);
  }

  private static void checkText(String name, String value) {
    if (value.indexOf('\0') >= 0) {
      throw Parameters.invalid(name, "contains NUL");
    }
  }
}
