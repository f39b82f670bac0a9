package dev.contrail.command.sequencer;

import dev.contrail.command.decider.CommandRejected;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the sequencer tells: group commit is visible here. */
final class SequencerMetrics {

  private static final Duration[] LATENCIES =
      List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private record Answered(String command, String outcome) {}

  private final MeterRegistry registry;
  private final DistributionSummary groupSize;
  private final Timer groupTime;
  private final Timer coldLoad;
  private final Map<Answered, Timer> answers = new ConcurrentHashMap<>();

  SequencerMetrics(MeterRegistry registry, BlockingQueue<?> queue) {
    this.registry = registry;
    this.groupSize =
        DistributionSummary.builder("contrail.sequencer.group.size")
            .description("commands committed in one transaction")
            .baseUnit("commands")
            .publishPercentileHistogram()
            .register(registry);
    this.groupTime =
        Timer.builder("contrail.sequencer.group.duration")
            .description("from the log's lock to the commit")
            .publishPercentileHistogram()
            .register(registry);
    this.coldLoad =
        Timer.builder("contrail.streams.cold.load")
            .description("reading streams that were not in memory, of a command or batch at once")
            .publishPercentileHistogram()
            .register(registry);
    Gauge.builder("contrail.sequencer.queue.depth", queue, BlockingQueue::size)
        .description("commands that wait for a group")
        .baseUnit("commands")
        .register(registry);
  }

  /** Says whether the sequencer refuses all commands. */
  void watch(SequencerLoop loop) {
    Gauge.builder("contrail.sequencer.refusing", loop, l -> l.refusal().isPresent() ? 1 : 0)
        .description("1 while commands are refused until an operator has looked at the log")
        .register(registry);
  }

  void committed(int size, long nanos) {
    groupSize.record(size);
    groupTime.record(nanos, TimeUnit.NANOSECONDS);
  }

  void loaded(long nanos) {
    coldLoad.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Times a command from here to its answer, be it that it is not even queued. */
  CompletableFuture<Receipt> timed(
      Submission command, Supplier<CompletableFuture<Receipt>> queued) {
    var started = System.nanoTime();
    try {
      var answer = queued.get();
      answer.whenComplete((_, e) -> answered(command, e, started));
      return answer;
    } catch (RuntimeException e) {
      answered(command, e, started);
      throw e;
    }
  }

  void answered(Submission command, @Nullable Throwable failure, long startedNanos) {
    answers
        .computeIfAbsent(new Answered(command.name(), outcome(failure)), this::timer)
        .record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answered answered) {
    return Timer.builder("contrail.commands")
        .description("commands by type and outcome, from their arrival to their answer")
        .tag("command", answered.command())
        .tag("outcome", answered.outcome())
        .serviceLevelObjectives(LATENCIES)
        .register(registry);
  }

  static String outcome(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> "accepted";
      case CommandRefused refused -> refused.reason().name().toLowerCase(Locale.ROOT);
      case CommandRejected _ -> "rejected";
      default -> "failed";
    };
  }
}
