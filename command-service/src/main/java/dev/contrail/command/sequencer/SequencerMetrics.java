package dev.contrail.command.sequencer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the sequencer tells: group commit is visible here. */
final class SequencerMetrics {

  private final MeterRegistry registry;
  private final DistributionSummary groupSize;
  private final Timer groupTime;
  private final Timer coldLoad;
  private final AtomicLong head;

  SequencerMetrics(MeterRegistry registry, BlockingQueue<?> queue) {
    this.registry = registry;
    this.groupSize =
        DistributionSummary.builder("contrail.sequencer.group.size")
            .description("commands committed in one transaction")
            .publishPercentileHistogram()
            .register(registry);
    this.groupTime =
        Timer.builder("contrail.sequencer.group.duration")
            .description("from the log's lock to the commit")
            .publishPercentileHistogram()
            .register(registry);
    this.coldLoad =
        Timer.builder("contrail.streams.cold.load")
            .description(
                "reading streams that were not in memory, all of a command or batch at once")
            .publishPercentileHistogram()
            .register(registry);
    this.head = registry.gauge("contrail.log.position", new AtomicLong());
    registry.gauge("contrail.sequencer.queue.depth", queue, BlockingQueue::size);
  }

  void committed(int size, long nanos, long headPosition) {
    groupSize.record(size);
    groupTime.record(nanos, TimeUnit.NANOSECONDS);
    head.set(headPosition);
  }

  void loaded(long nanos) {
    coldLoad.record(nanos, TimeUnit.NANOSECONDS);
  }

  void answered(String command, String outcome) {
    Counter.builder("contrail.commands")
        .description("commands by type and outcome")
        .tag("command", command)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }
}
