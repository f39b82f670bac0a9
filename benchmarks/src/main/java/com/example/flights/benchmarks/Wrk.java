package com.example.flights.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP load by {@code wrk}, driven by a script of ours.
 *
 * @param scripts where the scripts are
 */
record Wrk(Path scripts) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * What one load did. Only requests that were answered with success count.
   *
   * @param p50 and p99 in microseconds
   * @param refused answers that were no success
   * @param broken requests without answer
   */
  record Load(long requests, long micros, long p50, long p99, long refused, long broken) {

    double perSecond() {
      return (requests - refused) * 1e6 / micros;
    }

    Load plus(Load other) {
      return new Load(
          requests + other.requests,
          Math.max(micros, other.micros),
          Math.max(p50, other.p50),
          Math.max(p99, other.p99),
          refused + other.refused,
          broken + other.broken);
    }
  }

  /**
   * @throws IllegalStateException if any request was refused or broken: the figure would say
   *     nothing
   */
  Load run(
      String script, URI target, int connections, Duration time, Map<String, String> environment) {
    var all = new java.util.HashMap<>(environment);
    all.put("WRK_SCRIPTS", scripts.toString());
    all.put("ACCESS_TOKEN", CommandService.TOKEN);
    var output =
        Program.run(
            List.of(
                "wrk",
                "-t" + Math.min(2, connections),
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                "10s",
                "-s",
                scripts.resolve(script + ".lua").toString(),
                target.toString()),
            all);
    var line =
        output
            .lines()
            .filter(l -> l.startsWith("{"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(output));
    var load = JSON.readValue(line, Load.class);
    if (load.refused() > 0 || load.broken() > 0) {
      throw new IllegalStateException("%s against %s: %s".formatted(script, target, line));
    }
    return load;
  }
}
