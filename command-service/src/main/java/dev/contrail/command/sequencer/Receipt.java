package dev.contrail.command.sequencer;

import dev.contrail.events.RecordedEvent;
import java.util.List;
import java.util.Map;

/**
 * A command was accepted and what it recorded is committed. A function of what is recorded, so that
 * every repeat of the command gets an equal one.
 *
 * @param events what it recorded, in the order of the log; empty if there was nothing to record
 * @param heads where each stream stood afterwards: those written to or, without events, those named
 */
public record Receipt(List<RecordedEvent> events, Map<String, StreamHead> heads) {

  /**
   * The end of a stream.
   *
   * @param version number of its events
   * @param position of its last event in the log, 0 if it has none
   */
  public record StreamHead(long version, long position) {}
}
