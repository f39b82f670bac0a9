package dev.contrail.command.sequencer;

import dev.contrail.telemetry.Spans;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Commands in the traces of their requests. A group is committed for many of them at once: its span
 * stands in the trace of the first one and is linked with the spans of all.
 */
final class CommandTracing {

  private final Spans spans;
  private final Clock clock;

  CommandTracing(Spans spans, Clock clock) {
    this.spans = spans;
    this.clock = clock;
  }

  /** From its arrival in the queue to its answer. */
  void trace(PendingCommand command) {
    var parent = traceOf(command);
    if (parent != null) {
      var from = clock.instant();
      command
          .answer()
          .whenComplete((_, failure) ->
              spans
                  .of(parent, "command " + command.submission().name(), from)
                  .tag("contrail.outcome", SequencerMetrics.outcome(failure))
                  .end(clock.instant()));
    }
  }

  /** When a group begins; null if nobody wants to know. */
  @Nullable Instant begin(List<PendingCommand> group) {
    return spans.on() && group.stream().anyMatch(one -> traceOf(one) != null)
        ? clock.instant()
        : null;
  }

  /** A group is committed. */
  void committed(List<PendingCommand> group, @Nullable Instant from, long head) {
    if (from == null) {
      return;
    }
    var to = clock.instant();
    var traces = group.stream().map(this::traceOf).filter(Objects::nonNull).distinct().toList();
    var commit =
        spans
            .of(traces.getFirst(), "group commit", from)
            .tag("contrail.group.size", group.size())
            .tag("contrail.log.position", head);
    traces.forEach(commit::link);
    var committed = commit.end(to);
    for (var trace : traces) {
      spans.of(trace, "append", from).link(committed).end(to);
    }
  }

  private @Nullable String traceOf(PendingCommand command) {
    var trace = command.submission().metadata().traceparent();
    return spans.wants(trace) ? trace : null;
  }
}
