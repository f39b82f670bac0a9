package dev.contrail.query.projection;

import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can do to a projection, through any instance. What cannot be done is an {@link
 * IllegalStateException} that says why.
 */
final class ProjectionOperator {

  private final RunnerFactory factory;
  private final Projections projections;
  private final RebuildWork work;
  private final SkipOperator skips;

  ProjectionOperator(RunnerFactory factory, Projections projections, RebuildWork work) {
    this.factory = factory;
    this.projections = projections;
    this.work = work;
    this.skips = new SkipOperator(factory.database(), work.generations());
  }

  /**
   * Has a new generation built, compared and read; see {@link Generations#requestRebuild}.
   *
   * @throws IllegalArgumentException if a row has no such column
   */
  String rebuild(String name, @Nullable Set<String> expected) {
    return requested(name, false, expected);
  }

  /** Has a new generation built, compared and dropped: any difference is drift. */
  String audit(String name) {
    return requested(name, true, Set.of());
  }

  private String requested(String name, boolean dryRun, @Nullable Set<String> expected) {
    var projection = factory.projections().get(name);
    if (projection == null) {
      throw new IllegalArgumentException("There is no projection " + name + ".");
    }
    if (expected != null) {
      checkColumns(projection, expected);
    }
    var generation = work.generations().requestRebuild(projection, dryRun, expected);
    projections.lookNow();
    return generation.fullName() + " will be built.";
  }

  private static void checkColumns(Projection<?, ?, ?> projection, Set<String> expected) {
    var columns = new RecordColumns<>(projection.rowType());
    for (var column : expected) {
      if (columns.named(column).isEmpty()) {
        throw new IllegalArgumentException(
            "A row of %s has no column %s.".formatted(projection.name(), column));
      }
    }
  }

  /** Makes a generation the one that is read, be it a held or the previous one. */
  String switchTo(String name, int number) {
    var target = new Generation(name, number);
    work.switcher().to(target);
    projections.lookNow();
    return target.fullName() + " is read now.";
  }

  /** Switches back to the latest generation before the live one. */
  String rollback(String name) {
    var live = work.generations().live(name).orElseThrow().generation();
    var previous =
        work.generations().all().stream()
            .map(Generations.Known::generation)
            .filter(one -> one.projection().equals(name) && one.number() < live.number())
            .max(Comparator.comparingInt(Generation::number))
            .orElseThrow(
                () -> new IllegalStateException("There is none before " + live.fullName() + "."));
    return switchTo(name, previous.number());
  }

  /** Applies nothing more until it is resumed, on every instance; reads are served. */
  String pause(String name) {
    factory.control().pause(name, true);
    projections.lookNow();
    return name + " is paused.";
  }

  String resume(String name) {
    factory.control().pause(name, false);
    projections.lookNow();
    return name + " goes on.";
  }

  /**
   * Applies what is parked, in order, as far as that goes now, and has partitions that stand tried
   * again.
   */
  String retry(String name) {
    var applied = 0;
    for (var one : work.generations().all()) {
      var generation = one.generation();
      var ours = factory.projections().get(name);
      if (ours == null || one.version() > ours.version()) {
        continue; // a later version's: its instances fold it
      }
      var fits = projections.fleet().unfit(generation) == null;
      if (generation.projection().equals(name) && fits) {
        applied += factory.drain(generation);
      }
    }
    factory.control().retry(name);
    projections.lookNow();
    return applied + " parked events have been applied, partitions that stand are tried again.";
  }

  /**
   * Folds one stream anew in all generations that are folded here, and what is parked of it with
   * it.
   */
  String rebuildStream(String name, String streamId) {
    var ours = factory.projections().get(name);
    var topicId = projections.topicId();
    if (ours == null || topicId == null) {
      throw new IllegalStateException("The topic has not been seen yet.");
    }
    if (ours.source() == RowSource.MANY_STREAMS) {
      throw new IllegalStateException(
          "Rows of %s gather several streams: only all of it can be rebuilt.".formatted(name));
    }
    var events = 0;
    for (var one : work.generations().all()) {
      var generation = one.generation();
      var fits = one.version() <= ours.version() && projections.fleet().unfit(generation) == null;
      if (generation.projection().equals(name) && one.built() && fits) {
        events = factory.rebuildStream(generation, topicId, streamId);
      }
    }
    return "Stream %s has been folded anew from %d events.".formatted(streamId, events);
  }

  /** Leaves an event out, in this generation and all to come, and tries again. */
  String skip(String name, long position, String reason) {
    skips.skip(name, position, reason);
    return "Position " + position + " is skipped; " + retry(name);
  }

  /** Counts an event again that was left out, in batches and rebuilds to come. */
  String unskip(String name, long position) {
    skips.unskip(name, position);
    return "Position %d counts again. What was folded without it needs a rebuild."
        .formatted(position);
  }

  /** Drops a generation that is not read; one that is being built is given up. */
  String drop(String name, int number) {
    var generation = new Generation(name, number);
    work.generations().drop(generation);
    projections.lookNow();
    return generation.fullName() + " is dropped.";
  }
}
