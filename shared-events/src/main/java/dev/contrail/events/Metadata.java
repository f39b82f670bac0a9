package dev.contrail.events;

import org.jspecify.annotations.Nullable;

/**
 * Who and what caused an event.
 *
 * @param actor the subject that sent the command
 * @param correlationId shared by everything that one request set off
 * @param causationId the event that caused the command, where one did
 * @param traceparent W3C trace context of the request, where it was traced
 */
public record Metadata(
    String actor,
    @Nullable String correlationId,
    @Nullable String causationId,
    @Nullable String traceparent) {

  /** Metadata of which only the actor is known. */
  public static Metadata of(String actor) {
    return new Metadata(actor, null, null, null);
  }
}
