package dev.contrail.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.eventstore.Verification.Sound;
import dev.contrail.events.EventType;
import dev.contrail.events.Metadata;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * How fast the log is verified, exported and imported. No test of the build, for it asserts no
 * times: {@code mvn -pl command-service -am test -Dtest=LogMeasurements
 * -Dsurefire.failIfNoSpecifiedTests=false -Dcontrail.measured-events=1000000}.
 */
class LogMeasurements {

  private static final int EVENTS = Integer.getInteger("contrail.measured-events", 500_000);
  private static final int BATCH = 5_000;
  private static final String METADATA =
      """
      {"actor":"agent-17","correlationId":"0190b5c8-7c1e-7a55-9a3c-2b1f0e6d4c11",\
      "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}\
      """;

  private final CommandDatabase database = new CommandDatabase();
  private final HashChain chain = new HashChain();
  private final Random random = new Random(42);
  private LogHead head = LogHead.EMPTY;

  @Test
  void aLongLog() throws Exception {
    fill();
    var config = new HikariConfig();
    config.setDataSource(database.dataSource());
    try (var pool = new HikariDataSource(config)) {
      for (var round = 1; round <= 5; round++) {
        var stopWatch = new StopWatch();
        assertThat(new LogVerifier(pool, List.of()).verify(step -> {})).isEqualTo(new Sound(head));
        stopWatch.report("verify");
      }
      exportAndImport(pool);
    }
  }

  private void exportAndImport(DataSource pool) throws Exception {
    var file = Files.createTempFile("log", ".ndjson");
    var stopWatch = new StopWatch();
    var export = LogExport.ofLog(pool, 0, Long.MAX_VALUE);
    try (var out = Files.newOutputStream(file)) {
      for (var page = export.next(); page.length > 0; page = export.next()) {
        out.write(page);
      }
    }
    stopWatch.report("export, %d bytes an event".formatted(Files.size(file) / EVENTS));
    stopWatch = new StopWatch();
    var fresh = new CommandDatabase();
    try (var connection = fresh.connections().forOperating();
        var lines = Files.newInputStream(file)) {
      assertThat(new LogImport(connection).read(lines, position -> {})).isEqualTo(head);
    }
    stopWatch.report("import");
    Files.delete(file);
  }

  /** Wall time, and this JVM's CPU time beside it, which others on the machine do not stretch. */
  private static final class StopWatch {

    private final OperatingSystemMXBean system =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long started = System.nanoTime();
    private final long cpuStarted = system.getProcessCpuTime();

    void report(String what) {
      var millis = Math.max(1, (System.nanoTime() - started) / 1_000_000);
      var cpuMillis = (system.getProcessCpuTime() - cpuStarted) / 1_000_000;
      System.out.printf(
          "%s: %,d events in %,d ms, %,d events/s; %,d ms of this JVM's CPU; load of the machine %.1f%n",
          what, EVENTS, millis, EVENTS * 1_000L / millis, cpuMillis, system.getSystemLoadAverage());
    }
  }

  /** A flight of ours is about this long; every stream has some ten events, many at a time. */
  private void fill() throws SQLException {
    var streams = new ArrayList<String>();
    var versions = new java.util.HashMap<String, Long>();
    try (var connection = database.connections().forOperating()) {
      var log = new LogTransaction(connection);
      while (head.position() < EVENTS) {
        var batch = new ArrayList<NewEvent>();
        for (var i = 0; i < BATCH; i++) {
          if (streams.size() < 2_000) {
            streams.add("flight-" + new UUID(random.nextLong(), random.nextLong()));
          }
          var at = random.nextInt(streams.size());
          var version = versions.merge(streams.get(at), 1L, Long::sum);
          batch.add(next(streams.get(at), version));
          if (version == 10) {
            versions.remove(streams.remove(at));
          }
        }
        log.append(batch);
        connection.commit();
      }
    }
    database.asSuperuser().sql("vacuum analyze event").update();
  }

  private NewEvent next(String stream, long version) {
    var row =
        new HashChain.Row(
            head.position() + 1,
            stream,
            version,
            new EventType("counted", 1),
            """
            {"bookingId":"%s","passengerId":"p-%d","passengerName":"Zoë Ünal","seat":"12A","fareCents":19900}\
            """
                .formatted(new UUID(random.nextLong(), 7), random.nextInt(100_000)),
            METADATA,
            new UUID(random.nextLong(), random.nextLong()),
            0,
            new byte[32],
            Instant.ofEpochSecond(1_700_000_000L, (head.position() + 1) * 1_000));
    head = new LogHead(row.position(), chain.next(head.hash(), row), row.recordedAt());
    return NewEvent.of(row, Metadata.of("agent-17"), head.hash());
  }
}
