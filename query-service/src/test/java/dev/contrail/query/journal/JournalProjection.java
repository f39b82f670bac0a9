package dev.contrail.query.journal;

import dev.contrail.query.projection.Projection;

/** The journal's projection, for instances that tests put together. */
public final class JournalProjection {

  private JournalProjection() {}

  public static Projection<?, ?, ?> create() {
    return new Journal();
  }
}
