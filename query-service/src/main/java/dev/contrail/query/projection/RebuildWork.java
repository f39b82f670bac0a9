package dev.contrail.query.projection;

import dev.contrail.query.projection.RebuildTable.State;
import java.time.Duration;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;

/** What rebuilds of this instance do in the database, and their leases there. */
final class RebuildWork {

  private final String instance = UUID.randomUUID().toString();
  private final TransactionOperations transactions;
  private final Generations generations;
  private final RebuildTable rebuilds;
  private final ParkedTable parked;
  private final GenerationSwitch switcher;
  private final Duration lease;

  RebuildWork(RunnerDatabase database, Generations generations, Duration lease) {
    this.transactions = database.transactions();
    this.generations = generations;
    this.rebuilds = new RebuildTable(database.jdbc());
    this.parked = new ParkedTable(database.jdbc());
    this.switcher = new GenerationSwitch(database.jdbc(), transactions, generations);
    this.lease = lease;
  }

  RebuildTable rebuilds() {
    return rebuilds;
  }

  Generations generations() {
    return generations;
  }

  /**
   * Switches to what was built.
   *
   * @throws IllegalStateException if it cannot be done now, and why
   */
  void switchTo(Generation generation) {
    var streams = parked.of(generation).size();
    if (streams > 0) {
      throw new IllegalStateException(
          "%d streams are parked in %s: cure and retry, or skip, or switch to it as it is"
              .formatted(streams, generation.fullName()));
    }
    switcher.to(generation);
  }

  GenerationSwitch switcher() {
    return switcher;
  }

  /** How long a rebuild is left to an instance that does not say that it goes on. */
  Duration lease() {
    return lease;
  }

  /** Takes or prolongs the lease; false if another instance has it or nothing is to be done. */
  boolean holds(Generation generation) {
    return rebuilds.claim(generation, instance, lease);
  }

  void release(Generation generation) {
    rebuilds.release(generation, instance);
  }

  /** The generation is what the live one would be: from now on all instances fold it. */
  void built(Rebuilt request, State state, String difference) {
    transactions.executeWithoutResult(_ -> {
      generations.lock(request.generation().projection());
      if (rebuilds.built(request.generation(), state, difference)) {
        if (state == State.AUDITED) {
          generations.delete(request.generation());
        } else {
          generations.built(request.generation());
        }
      }
    });
  }

  /** Best effort: the database may be what the trouble is about. */
  void tryToNote(Generation generation, String error) {
    try {
      rebuilds.note(generation, 0, error);
    } catch (RuntimeException e) {
      // it has been logged by the caller
    }
  }
}
