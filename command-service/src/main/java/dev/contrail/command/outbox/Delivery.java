package dev.contrail.command.outbox;

/** What a destination's readers get when two relays live at once: a frozen leader that wakes. */
enum Delivery {
  /** Repeats, only then, and only of a prefix; readers drop them by their position. Fast. */
  IDEMPOTENT,
  /**
   * Nothing twice for readers at {@code read_committed}: one Kafka transaction a batch, with one
   * fixed id that fences the frozen leader. Costs some 20 ms a batch.
   */
  TRANSACTIONAL
}
