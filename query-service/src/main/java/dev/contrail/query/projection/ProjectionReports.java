package dev.contrail.query.projection;

import dev.contrail.query.projection.DeadLetterTable.Found;
import dev.contrail.query.projection.Generations.Known;
import dev.contrail.query.projection.ParkedTable.ParkedStream;
import dev.contrail.query.projection.ProjectionReport.GenerationReport;
import dev.contrail.query.projection.ProjectionReport.RebuildReport;
import dev.contrail.query.projection.RebuildTable.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports of all projections: from the tables what is the same everywhere, the rest from here. */
final class ProjectionReports {

  private static final int LATEST = 100;

  private final RunnerFactory factory;
  private final Projections projections;
  private final LagWatch lags;
  private final Generations generations;
  private final RebuildTable rebuilds;
  private final CursorTable cursors;
  private final ParkedTable parkedTable;
  private final DeadLetterTable deadLetters;
  private final SkipTable skips;

  ProjectionReports(RunnerFactory factory, Projections projections, LagWatch lags) {
    this.factory = factory;
    this.lags = lags;
    this.projections = projections;
    this.generations = factory.generations();
    this.rebuilds = new RebuildTable(factory.database().jdbc());
    this.parkedTable = new ParkedTable(factory.database().jdbc());
    this.deadLetters = new DeadLetterTable(factory.database().jdbc());
    this.skips = new SkipTable(factory.database().jdbc());
    this.cursors = new CursorTable(factory.database().jdbc());
  }

  List<ProjectionReport> all() {
    var known = generations.all();
    var rebuilt = rebuilds.all();
    return projections.names().stream()
        .map(name ->
            report(
                name,
                known.stream().filter(one -> one.generation().projection().equals(name)).toList(),
                rebuilt.stream()
                    .filter(one -> one.generation().projection().equals(name))
                    .reduce((_, later) -> later)))
        .toList();
  }

  Optional<ProjectionReport> of(String name) {
    return all().stream().filter(report -> report.name().equals(name)).findFirst();
  }

  /** Streams that are parked in a projection's live generation, the first thousand. */
  List<ParkedStream> parked(String name) {
    return generations.live(name).map(one -> parkedTable.of(one.generation())).orElse(List.of());
  }

  /** Events that are left out in a projection. */
  List<SkipTable.Skipped> skips(String name) {
    return skips.all(name);
  }

  /** The latest records that were no events of ours. */
  List<Found> deadLetters() {
    return deadLetters.latest(LATEST);
  }

  private ProjectionReport report(String name, List<Known> known, Optional<Rebuilt> rebuilt) {
    var cursorsOf = new HashMap<Generation, Map<Integer, Cursor>>();
    known.forEach(one -> cursorsOf.put(one.generation(), cursors.read(one.generation())));
    var live = known.stream().filter(Known::live).findFirst().map(Known::generation);
    var liveCursors = live.map(cursorsOf::get).orElse(Map.of());
    var parked = live.map(parkedTable::of).orElse(List.of());
    var runner = live.flatMap(projections.fleet()::runner);
    var state = RunnerState.of(name, live, parked.size(), projections.fleet());
    var lag = projections.lag(liveCursors);
    var projection = factory.projections().get(name);
    return new ProjectionReport(
        name,
        projection == null ? 0 : projection.version(),
        state.state(),
        position(liveCursors),
        lag,
        lag == 0 ? 0 : lags.seconds(name),
        runner.map(one -> one.status().rate()).orElse(0L),
        state.lastError(),
        state.holes(),
        state.failures(),
        parked.size(),
        known.stream().map(one -> report(one, cursorsOf.get(one.generation()))).toList(),
        rebuilt.map(one -> report(one, cursorsOf.get(one.generation()), liveCursors)).orElse(null));
  }

  private GenerationReport report(Known known, @Nullable Map<Integer, Cursor> at) {
    var reached = at == null ? Map.<Integer, Cursor>of() : at;
    return new GenerationReport(
        known.generation().fullName(),
        known.version(),
        known.live(),
        known.built(),
        position(reached),
        projections.lag(reached));
  }

  private static long position(Map<Integer, Cursor> cursors) {
    return cursors.values().stream().mapToLong(Cursor::position).max().orElse(0);
  }

  private static RebuildReport report(
      Rebuilt rebuilt, @Nullable Map<Integer, Cursor> at, Map<Integer, Cursor> live) {
    var records = at == null ? 0 : offsets(at);
    var ofRecords = offsets(live);
    var building = rebuilt.state() == State.BUILDING;
    var left = Math.max(0, ofRecords - records);
    return new RebuildReport(
        rebuilt.generation().fullName(),
        rebuilt.state(),
        rebuilt.dryRun(),
        rebuilt.expected(),
        rebuilt.requestedAt(),
        rebuilt.finishedAt(),
        records,
        ofRecords,
        building ? rebuilt.rate() : 0,
        building && rebuilt.rate() > 0 ? Long.valueOf(left / rebuilt.rate()) : null,
        rebuilt.error(),
        rebuilt.difference());
  }

  private static long offsets(Map<Integer, Cursor> cursors) {
    return cursors.values().stream().mapToLong(Cursor::nextOffset).sum();
  }
}
