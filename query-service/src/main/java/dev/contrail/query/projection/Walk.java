package dev.contrail.query.projection;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.Decoded;
import dev.contrail.events.Inbound;
import dev.contrail.events.RecordedEvent;
import dev.contrail.query.projection.Step.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the records of one partition along the chain of its events and says what each
 * means. An event is applied only if it is linked to the last one applied: what came before is a
 * repeat, what comes after a hole waits until the missing events have been published again. Changes
 * nothing but itself.
 */
final class Walk<E, K extends Record> {

  private final Projection<E, K, ?> projection;
  private final String cell;
  private final String topicId;
  private PartitionState state;

  /**
   * @param topicId of the topic the records come from
   * @param start where the partition stands
   */
  Walk(Projection<E, K, ?> projection, String cell, String topicId, PartitionState start) {
    this.projection = projection;
    this.cell = cell;
    this.topicId = topicId;
    this.state = start;
  }

  /** Adds a step for each record, up to the first event that cannot be applied. */
  void through(List<Arrival> arrivals, List<Step<E, K>> steps) {
    for (var arrival : arrivals) {
      if (state.failure() != null) {
        return;
      }
      steps.add(next(arrival));
    }
  }

  private Step<E, K> next(Arrival arrival) {
    return switch (arrival.inbound()) {
      case Inbound.Foreign(var reason) -> foreign(arrival, reason);
      case Inbound.Event(var chained) when !chained.cell().equals(cell) ->
          foreign(arrival, "it is of cell '" + chained.cell() + "'");
      case Inbound.Event(var chained) -> event(arrival, chained);
    };
  }

  private Step<E, K> foreign(Arrival arrival, String reason) {
    pass(arrival.offset());
    return new Step<>(arrival.partition(), state, null, reason);
  }

  private Step<E, K> event(Arrival arrival, ChainedEvent chained) {
    var at = state.cursor().position();
    var position = chained.event().position();
    Work<E, K> work = null;
    if (position <= at) {
      pass(arrival.offset());
    } else if (chained.previousPosition() != at) {
      var hole = new Hole(at, chained.previousPosition(), position);
      state = new PartitionState(state.cursor(), state.hole() == null ? hole : state.hole(), null);
    } else {
      work = linked(arrival.offset(), chained);
    }
    return new Step<>(arrival.partition(), state, work, null);
  }

  /** Behind a hole the offset stays before it: a restart must read what waits there again. */
  private void pass(long offset) {
    if (state.hole() == null) {
      state = PartitionState.at(new Cursor(topicId, offset + 1, state.cursor().position()));
    }
  }

  private @Nullable Work<E, K> linked(long offset, ChainedEvent chained) {
    var envelope = chained.event();
    try {
      var work =
          switch (projection.decode(envelope)) {
            case Decoded.Known<E>(var event) -> work(offset, new Recorded<>(cell, envelope, event));
            case Decoded.UnknownType<E> _ -> null;
            case Decoded.Unreadable<E> unreadable -> {
              unreadable.orElseThrow();
              yield null;
            }
          };
      state = PartitionState.at(new Cursor(topicId, offset + 1, envelope.position()));
      return work;
    } catch (RuntimeException e) {
      state = state.stoppedBy(failure(offset, chained.event(), e));
      return null;
    }
  }

  private @Nullable Work<E, K> work(long offset, Recorded<E> event) {
    var keys = projection.keys(event);
    return keys.named().isEmpty() && !keys.wholeStream() ? null : new Work<>(offset, event, keys);
  }

  /** What stopped a partition, where the database refused the rows an event gives. */
  static Failure failure(Arrival arrival, Exception e) {
    return switch (arrival.inbound()) {
      case Inbound.Event(var chained) -> failure(arrival.offset(), chained.event(), e);
      case Inbound.Foreign(var reason) ->
          new Failure(
              arrival.offset(), 0, String.valueOf(arrival.record().key()), reason, e.toString());
    };
  }

  static Failure failure(long offset, RecordedEvent event, Exception e) {
    return new Failure(
        offset, event.position(), event.streamId(), event.type().toString(), e.toString());
  }
}
