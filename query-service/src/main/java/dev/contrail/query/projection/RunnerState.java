package dev.contrail.query.projection;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a generation goes on in this instance.
 *
 * @param state {@code running}, or what keeps it from that
 * @param lastError why nothing can be applied at the moment
 */
record RunnerState(
    String state,
    @Nullable String lastError,
    Map<Integer, Hole> holes,
    Map<Integer, Failure> failures) {

  static final String RUNNING = "running";

  /**
   * @param live the generation that is read, if there is one
   * @param parked how many streams are parked in it
   */
  static RunnerState of(String name, Optional<Generation> live, int parked, Fleet fleet) {
    return live.flatMap(fleet::runner)
        .or(() -> fleet.liveRunner(name)) // a switch it has not looked at yet
        .map(runner -> of(runner, parked))
        .orElseGet(() -> notFolded(name, live, fleet));
  }

  /** Why it does not go on as it should, in a line; empty while it does. */
  Optional<String> cause() {
    if (RUNNING.equals(state)) {
      return Optional.empty();
    }
    var where = failures.isEmpty() ? holes : failures;
    var details = where.isEmpty() ? lastError : where.toString();
    return Optional.of(details == null ? state : state + ", " + details);
  }

  private static RunnerState of(Runner runner, int parked) {
    var holes = new TreeMap<Integer, Hole>();
    var failures = new TreeMap<Integer, Failure>();
    runner
        .states()
        .forEach((partition, state) -> {
          if (state.hole() != null) {
            holes.put(partition, state.hole());
          }
          if (state.failure() != null) {
            failures.put(partition, state.failure());
          }
        });
    var error = runner.status().lastError();
    var state = state(!failures.isEmpty(), !holes.isEmpty(), error != null, parked > 0);
    return new RunnerState(state, error, holes, failures);
  }

  private static String state(boolean failed, boolean hole, boolean retrying, boolean parked) {
    if (failed) {
      return "stopped";
    } else if (hole) {
      return "hole";
    } else if (retrying) {
      return "retrying";
    }
    return parked ? "parked" : RUNNING;
  }

  /** Paused, or its columns are others, or a later version of this service made it. */
  private static RunnerState notFolded(String name, Optional<Generation> live, Fleet fleet) {
    if (fleet.isPaused(name)) {
      return new RunnerState("paused", null, Map.of(), Map.of());
    }
    var reason = live.map(one -> fleet.unfit(one)).orElse(null);
    return new RunnerState("not-folded", reason, Map.of(), Map.of());
  }
}
