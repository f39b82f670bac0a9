package dev.contrail.descriptions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * A method and a path with all that answer there: the plain one first, then those for certain
 * parameters or media types.
 */
record Endpoint(String method, String path, List<Handler> handlers) {

  private static final String API = "/api/";

  /** One of those that answer. */
  record Handler(RequestMappingInfo mapping, HandlerMethod method) {

    /** When it is this one that answers; empty for the plain one. */
    String condition() {
      var parameters = mapping.getParamsCondition().toString();
      var mediaTypes = mapping.getProducesCondition().toString();
      return (parameters + mediaTypes).replace("[]", "").replaceAll("[\\[\\]]", "");
    }
  }

  /** All of the API, by path and method. */
  static List<Endpoint> in(RequestMappingInfoHandlerMapping mappings) {
    var found = new TreeMap<String, List<Handler>>();
    for (Map.Entry<RequestMappingInfo, HandlerMethod> one :
        mappings.getHandlerMethods().entrySet()) {
      for (var path : one.getKey().getPatternValues()) {
        for (var method : one.getKey().getMethodsCondition().getMethods()) {
          if (path.startsWith(API)) {
            found
                .computeIfAbsent(path + " " + method, _ -> new ArrayList<>())
                .add(new Handler(one.getKey(), one.getValue()));
          }
        }
      }
    }
    return found.entrySet().stream().map(one -> of(one.getKey(), one.getValue())).toList();
  }

  private static Endpoint of(String key, List<Handler> handlers) {
    handlers.sort(Comparator.comparing(Handler::condition));
    var space = key.lastIndexOf(' ');
    return new Endpoint(key.substring(space + 1), key.substring(0, space), List.copyOf(handlers));
  }

  Handler plain() {
    return handlers.getFirst();
  }

  /** As examples and the access matrix name it. */
  String name() {
    return method + " " + path;
  }

  /** What its path begins with after {@code /api/}. */
  String tag() {
    return path.substring(API.length()).split("/", 2)[0];
  }

  /** The handler's method and what its controller is for, e.g. {@code bookFlight}. */
  String operationId() {
    var handler = plain().method();
    var controller = handler.getBeanType().getSimpleName().replaceFirst("Controller$", "");
    return handler.getMethod().getName() + controller;
  }
}
