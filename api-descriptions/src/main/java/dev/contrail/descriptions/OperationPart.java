package dev.contrail.descriptions;

import java.util.List;
import org.springframework.web.method.HandlerMethod;

/**
 * What a service's machinery does for many of its operations, such as to wait for a token: headers
 * that are read, headers that are answered with, and what can go wrong.
 */
public interface OperationPart {

  /** Whether an operation with this handler is one of them. */
  boolean concerns(HandlerMethod handler);

  /** Says what it does. */
  void describe(Operation operation);

  /** The names of classes that answer with the problems it may have; what they use is theirs. */
  default List<String> problems() {
    return List.of();
  }
}
