package com.example.flights.benchmarks;

import dev.contrail.servers.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What PostgreSQL does without us, by {@code pgbench}.
 *
 * @param scripts where the SQL is
 */
record PgBench(Path scripts, Database database) {

  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without");

  /** Transactions a second. */
  double run(String script, int clients, Duration time) {
    var server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    var login = database.superuser();
    var output =
        Program.run(
            List.of(
                "pgbench",
                "-n",
                "-h",
                server.getHost(),
                "-p",
                Integer.toString(server.getPort()),
                "-U",
                login.user(),
                "-M",
                "prepared",
                "-c",
                Integer.toString(clients),
                "-j",
                "2",
                "-T",
                Long.toString(time.toSeconds()),
                "-f",
                scripts.resolve(script + ".sql").toString(),
                server.getPath().substring(1)),
            Map.of("PGPASSWORD", login.password()));
    var tps = TPS.matcher(output);
    if (!tps.find()) {
      throw new IllegalStateException(output);
    }
    return Double.parseDouble(tps.group(1));
  }
}
