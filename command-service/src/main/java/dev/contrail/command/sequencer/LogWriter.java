package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.HashChain;
import dev.contrail.command.eventstore.LogHead;
import dev.contrail.command.eventstore.NewEvent;
import dev.contrail.command.eventstore.NewOutcome;
import dev.contrail.events.EncodedEvent;
import dev.contrail.events.EventJson;
import dev.contrail.events.RecordedEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Gives the events of a group their places, times and hashes, before they are inserted at once. */
final class LogWriter {

  private static final JsonMapper JSON = EventJson.mapper();

  private final Clock clock;
  private final HashChain chain = new HashChain();
  private final List<NewEvent> events = new ArrayList<>();
  private final List<NewOutcome> outcomes = new ArrayList<>();
  private LogHead head;

  LogWriter(LogHead head, Clock clock) {
    this.head = head;
    this.clock = clock;
  }

  /** An event that has been encoded and knows its place in its stream, but not in the log. */
  record Draft(String streamId, long streamVersion, EncodedEvent event) {}

  /** Position of the next event. */
  long nextPosition() {
    return head.position() + 1;
  }

  List<RecordedEvent> write(Submission command, List<Draft> drafts) {
    var metadata = JSON.writeValueAsString(command.metadata());
    var written = new ArrayList<RecordedEvent>(drafts.size());
    for (var draft : drafts) {
      written.add(write(command, draft, written.size(), metadata));
    }
    return written;
  }

  private RecordedEvent write(Submission command, Draft draft, int index, String metadata) {
    var position = nextPosition();
    var recordedAt = nextTime();
    var row =
        new HashChain.Row(
            position,
            draft.streamId(),
            draft.streamVersion(),
            draft.event().type(),
            draft.event().data(),
            metadata,
            command.commandId(),
            index,
            command.commandHash(),
            recordedAt);
    var written = NewEvent.of(row, command.metadata(), chain.next(head.hash(), row));
    events.add(written);
    head = new LogHead(position, written.event().hash(), recordedAt);
    return written.event();
  }

  void writeOutcome(Submission command, String outcome) {
    outcomes.add(
        new NewOutcome(command.commandId(), command.commandHash(), outcome, clock.instant()));
  }

  /** Strictly increasing whatever the instances' clocks say, so that a time is a position. */
  private Instant nextTime() {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var earliest = head.recordedAt().plus(1, ChronoUnit.MICROS);
    return now.isBefore(earliest) ? earliest : now;
  }

  /** The end of the log once everything written here is committed. */
  LogHead head() {
    return head;
  }

  List<NewEvent> events() {
    return events;
  }

  List<NewOutcome> outcomes() {
    return outcomes;
  }
}
