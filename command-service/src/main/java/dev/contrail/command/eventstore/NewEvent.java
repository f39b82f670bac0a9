package dev.contrail.command.eventstore;

import dev.contrail.events.Metadata;
import dev.contrail.events.RecordedEvent;

/**
 * An event about to be appended: the row as it will stand.
 *
 * @param metadataJson the metadata exactly as it will be stored, which the hash covers
 * @param commandHash SHA-256 of the request that caused it
 */
public record NewEvent(RecordedEvent event, String metadataJson, byte[] commandHash) {

  /**
   * @param metadata what the row's metadata says
   * @param hash of the row, in hex
   */
  public static NewEvent of(HashChain.Row row, Metadata metadata, String hash) {
    var event =
        new RecordedEvent(
            row.position(),
            row.streamId(),
            row.streamVersion(),
            row.type(),
            row.data(),
            metadata,
            row.commandId(),
            row.commandIndex(),
            row.recordedAt(),
            hash);
    return new NewEvent(event, row.metadata(), row.commandHash());
  }
}
