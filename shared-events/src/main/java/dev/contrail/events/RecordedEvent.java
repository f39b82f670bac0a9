package dev.contrail.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as it stands in the log.
 *
 * @param position place in the log of its cell: 1, 2, 3 … without a gap, in commit order
 * @param streamId the stream it belongs to, the key of its record on the topic
 * @param streamVersion number of events in the stream up to and with this one, from 1
 * @param type what kind of fact, in the shape it was recorded in
 * @param data the JSON as it was written, byte for byte
 * @param commandId the command that caused it
 * @param commandIndex place among the events of its command, from 0
 * @param recordedAt when it was committed, µs; strictly increasing with the position
 * @param hash SHA-256 of the previous event's hash and this event's columns, in hex
 */
public record RecordedEvent(
    long position,
    String streamId,
    long streamVersion,
    EventType type,
    String data,
    Metadata metadata,
    UUID commandId,
    int commandIndex,
    Instant recordedAt,
    String hash) {

  public RecordedEvent {
    requireNonNull(streamId, "streamId");
    requireNonNull(type, "type");
    requireNonNull(data, "data");
    requireNonNull(metadata, "metadata");
    requireNonNull(commandId, "commandId");
    requireNonNull(recordedAt, "recordedAt");
    requireNonNull(hash, "hash");
    if (position < 1 || streamVersion < 1 || commandIndex < 0) {
      throw new IllegalArgumentException(
          "position %d, version %d and index %d count from 1, 1 and 0"
              .formatted(position, streamVersion, commandIndex));
    }
  }
}
