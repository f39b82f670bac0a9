package dev.contrail.events;

/**
 * What reading a recorded event gives.
 *
 * @param <E> the sealed interface of the events
 */
public sealed interface Decoded<E> {

  /** An event this build understands, in the shape of its current version. */
  record Known<E>(E event) implements Decoded<E> {}

  /** A type, or a version of it, that came after this build. */
  record UnknownType<E>(EventType type) implements Decoded<E> {}

  /** A known type whose JSON is not what its class needs. */
  record Unreadable<E>(EventType type, String reason) implements Decoded<E> {}

  /**
   * The event, where an unknown one must not be passed over.
   *
   * @throws UnreadableEventException if it is not {@link Known}
   */
  default E orElseThrow() {
    return switch (this) {
      case Known<E>(var event) -> event;
      case UnknownType<E>(var type) ->
          throw new UnreadableEventException(type + " is not known to this build");
      case Unreadable<E>(var type, var reason) ->
          throw new UnreadableEventException(type + " cannot be read: " + reason);
    };
  }
}
