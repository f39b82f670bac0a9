package dev.contrail.query.projection;

import org.jspecify.annotations.Nullable;

/** The totals of counters, with all they have been. */
class KeptTotals extends CounterEvent.Totals {

  @Override
  public String name() {
    return "kept_total";
  }

  @Override
  public boolean keepsHistory() {
    return true;
  }

  /** A later version, whose rows are other than they were. */
  static final class Doubled extends KeptTotals {

    @Override
    public int version() {
      return 2;
    }

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      var one = super.evolve(key, row, recorded);
      return one == null
          ? null
          : new Row(
              one.counter(), one.total(), one.events() + 1, one.streamVersion(), one.position());
    }
  }
}
