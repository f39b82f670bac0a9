package dev.contrail.command.sequencer;

import dev.contrail.events.Metadata;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A command on its way to a decision.
 *
 * @param commandId the same for every try of the same command
 * @param repeatable whether the id comes from the client, so that it may have been seen before
 * @param commandHash SHA-256 of the request; a repeat with another one is refused
 * @param name of the command, for metrics
 * @param targets every stream the decision reads or appends to
 * @param deadline when nobody waits for the answer any more
 */
public record Submission(
    UUID commandId,
    boolean repeatable,
    byte[] commandHash,
    String name,
    Metadata metadata,
    List<Target<?, ?>> targets,
    Decision decision,
    Instant deadline) {}
