package dev.contrail.query.projection;

/** Marks with all they have been: an event changes many rows at once. */
final class KeptMarks extends CounterEvent.Marks {

  @Override
  public String name() {
    return "kept_mark";
  }

  @Override
  public boolean keepsHistory() {
    return true;
  }
}
