package dev.contrail.events;

/** An event as it will stand in the log. */
public record EncodedEvent(EventType type, String data) {}
