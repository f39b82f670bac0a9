package dev.contrail.events;

/**
 * An event as it travels on the topic, linked to the one before it in its partition.
 *
 * @param cell the log it comes from
 * @param previousPosition position of the partition's previous event, 0 if there is none: a reader
 *     that stands elsewhere has a hole before this event
 */
public record ChainedEvent(String cell, long previousPosition, RecordedEvent event) {}
