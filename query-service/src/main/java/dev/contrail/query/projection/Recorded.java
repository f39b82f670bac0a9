package dev.contrail.query.projection;

import dev.contrail.events.RecordedEvent;

/**
 * An event with what the log says about it.
 *
 * @param cell the log it stands in
 * @param envelope all that was recorded
 * @param event what happened
 */
public record Recorded<E>(String cell, RecordedEvent envelope, E event) {

  public long position() {
    return envelope.position();
  }

  public String streamId() {
    return envelope.streamId();
  }

  public long streamVersion() {
    return envelope.streamVersion();
  }
}
