package dev.contrail.command.eventstore;

import dev.contrail.events.RecordedEvent;

/**
 * An event about to be appended: the row as it will stand.
 *
 * @param metadataJson the metadata exactly as it will be stored, which the hash covers
 * @param commandHash SHA-256 of the request that caused it
 */
public record NewEvent(RecordedEvent event, String metadataJson, byte[] commandHash) {}
