package dev.contrail.query.projection;

import dev.contrail.query.projection.Meaning.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Folds the steps of one batch into rows; what cannot be folded is parked, or stops the batch. */
final class BatchFold<E, K extends Record, V extends Record> {

  private final boolean canPark;
  private final Parking parking;
  private final Map<Long, String> refused;
  private final List<Step.Foreign<?, ?>> foreign = new ArrayList<>();
  private final TouchedKeys<K> touched = new TouchedKeys<>();

  /**
   * @param refused errors by the position of events that the database has refused
   */
  BatchFold(boolean canPark, Parking parking, Map<Long, String> refused) {
    this.canPark = canPark;
    this.parking = parking;
    this.refused = refused;
  }

  /** Records that are no events of ours. */
  List<Step.Foreign<?, ?>> foreign() {
    return foreign;
  }

  /** The rows that have been folded into. */
  TouchedKeys<K> touched() {
    return touched;
  }

  /**
   * Loads the rows, folds all steps in order and writes what has changed.
   *
   * @return how many events concerned rows
   * @throws FailedEventException if an event failed whose stream cannot be parked
   */
  int fold(List<Step<E, K>> steps, Folding<E, K, V> folding) {
    var works = new ArrayList<Work<E, K>>();
    for (var step : steps) {
      if (step instanceof Step.Next<E, K> next
          && next.meaning() instanceof Work<E, K> work
          && !refused.containsKey(work.event().position())) {
        works.add(work);
      }
    }
    var rows = folding.rowsOf(works);
    for (var step : steps) {
      switch (step) {
        case Step.Passed<E, K> _ -> {}
        case Step.Foreign<E, K> one -> foreign.add(one);
        case Step.Next<E, K> next -> apply(next, rows);
      }
    }
    folding.write(rows);
    return works.size();
  }

  private void apply(Step.Next<E, K> next, WorkingRows<E, K, V> rows) {
    var arrival = next.arrival();
    var error = refused.get(arrival.position());
    if (parking.isParked(arrival.event().streamId())) {
      parking.park(arrival, null);
    } else if (error != null) {
      parking.park(arrival, error);
    } else {
      var failure = rows.tryToApply(next.meaning(), keys -> touched.add(arrival, keys));
      if (failure != null) {
        failed(arrival, failure);
      }
    }
  }

  private void failed(Arrival arrival, Throwable cause) {
    if (!canPark) {
      throw new FailedEventException(arrival, cause);
    }
    parking.park(arrival, Failure.text(cause));
  }
}
