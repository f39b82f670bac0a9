package dev.contrail.command.eventstore;

/**
 * What the log was: noted outside the database, it shows that the log's end was rewritten or cut.
 *
 * @param hash of the event at the position, in hex
 */
public record Checkpoint(long position, String hash) {}
