package dev.contrail.query.journal;

import dev.contrail.query.projection.Json;
import java.time.Instant;
import java.util.UUID;

/** An event as the journal keeps it. */
record JournalRow(
    String cell,
    long position,
    String streamId,
    long streamVersion,
    String type,
    int typeVersion,
    Json data,
    Json metadata,
    UUID commandId,
    int commandIndex,
    Instant recordedAt,
    String hash) {

  /** A log and a place in it. */
  record Key(String cell, long position) {}
}
