package dev.contrail.command.eventstore;

import dev.contrail.events.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log holds of a command that was accepted before.
 *
 * @param commandHash SHA-256 of the request that was accepted
 * @param events what it recorded, in order; empty if it had nothing to record
 * @param outcome the recorded outcome of a command without events
 */
public record RecordedCommand(
    byte[] commandHash, List<RecordedEvent> events, @Nullable String outcome) {}
