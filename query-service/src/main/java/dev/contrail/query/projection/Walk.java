package dev.contrail.query.projection;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.Inbound;
import java.util.List;
import java.util.Set;

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
  private final Set<Long> skipped;
  private PartitionState state;

  /**
   * @param topicId of the topic the records come from
   * @param skipped positions of events that are to be left out
   * @param start where the partition stands
   */
  Walk(
      Projection<E, K, ?> projection,
      String cell,
      String topicId,
      Set<Long> skipped,
      PartitionState start) {
    this.projection = projection;
    this.cell = cell;
    this.topicId = topicId;
    this.skipped = skipped;
    this.state = start;
  }

  /** Adds a step for each record; returns where the partition stands after them. */
  PartitionState through(List<Arrival> arrivals, List<Step<E, K>> steps) {
    for (var arrival : arrivals) {
      steps.add(next(arrival));
    }
    return state;
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
    return new Step.Foreign<>(arrival, reason);
  }

  private Step<E, K> event(Arrival arrival, ChainedEvent chained) {
    var at = state.cursor().position();
    var position = chained.event().position();
    if (position <= at) {
      pass(arrival.offset());
      return new Step.Passed<>(arrival);
    }
    if (chained.previousPosition() != at) {
      var hole = new Hole(at, chained.previousPosition(), position);
      state = new PartitionState(state.cursor(), state.hole() == null ? hole : state.hole(), null);
      return new Step.Passed<>(arrival);
    }
    state = PartitionState.at(new Cursor(topicId, arrival.offset() + 1, position));
    return new Step.Next<>(arrival, Meaning.of(projection, cell, arrival, skipped));
  }

  /** Behind a hole the offset stays before it: a restart must read what waits there again. */
  private void pass(long offset) {
    if (state.hole() == null) {
      state = PartitionState.at(new Cursor(topicId, offset + 1, state.cursor().position()));
    }
  }
}
