package dev.contrail.command.eventstore;

import dev.contrail.events.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What was read under the log's lock: nobody else appends until the transaction ends.
 *
 * @param head the end of the log
 * @param tails events newer than the versions that were asked for, in the order of the log
 * @param commands those of the command ids asked for that are recorded already
 * @param erasures how often keys of persons have been destroyed
 */
public record LockedLog(
    LogHead head, List<RecordedEvent> tails, Map<UUID, RecordedCommand> commands, long erasures) {}
