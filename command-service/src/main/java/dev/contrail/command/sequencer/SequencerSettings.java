package dev.contrail.command.sequencer;

import java.time.Duration;

/**
 * Limits of the sequencer.
 *
 * @param queueCapacity commands that may wait; one more is refused
 * @param maxGroup commands in one transaction at most
 * @param cachedStreams streams whose state is kept in memory
 * @param maxEventBytes an event's JSON at most, in UTF-8
 * @param answerGrace how long after its deadline a command's caller still waits for the answer
 * @param snapshotEvery how many events of a stream lie between two snapshots
 */
public record SequencerSettings(
    int queueCapacity,
    int maxGroup,
    long cachedStreams,
    int maxEventBytes,
    Duration answerGrace,
    int snapshotEvery) {}
