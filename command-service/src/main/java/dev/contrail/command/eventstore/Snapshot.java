package dev.contrail.command.eventstore;

/**
 * A stream folded up to a version, as JSON.
 *
 * @param version of the last event it covers
 * @param position of that event in the log
 * @param stateType which kind of stream, for people
 * @param fingerprint of the code that folded and wrote it; other code does not read it
 * @param state as JSON
 */
public record Snapshot(
    String streamId,
    long version,
    long position,
    String stateType,
    String fingerprint,
    String state) {}
