package dev.contrail.command.counter;

import dev.contrail.command.counter.CounterEvent.Counted;
import dev.contrail.command.counter.CounterEvent.CounterReset;
import dev.contrail.command.decider.CommandRejected;
import dev.contrail.command.decider.Decider;
import dev.contrail.command.sequencer.Deadline;
import dev.contrail.command.sequencer.Decision;
import dev.contrail.command.sequencer.Expectation;
import dev.contrail.command.sequencer.StreamType;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.command.sequencer.Target;
import dev.contrail.events.EventCodec;
import dev.contrail.events.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A counter that counts up to a limit: the rule that a race would break. */
public final class Counters implements Decider<Counters.Count, Integer, CounterEvent> {

  /** Count by so much, but not past the limit. */
  public record Count(int by, int limit, String note) {}

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Counters DECIDER = new Counters();

  public static final StreamType<Integer, CounterEvent> TYPE =
      new StreamType<>("counter", DECIDER, new EventCodec<>(CounterEvent.CATALOG), Integer.class);

  @Override
  public Integer initialState() {
    return 0;
  }

  @Override
  public List<CounterEvent> decide(Count command, Integer count) {
    if (count + command.by() > command.limit()) {
      throw CommandRejected.because("limit-reached", "The counter is full.");
    }
    return command.by() == 0 ? List.of() : List.of(new Counted(command.by(), command.note()));
  }

  @Override
  public Integer evolve(Integer count, CounterEvent event) {
    return switch (event) {
      case Counted e -> count + e.by();
      case CounterReset _ -> 0;
    };
  }

  public static Target<Integer, CounterEvent> counter(String id) {
    return Target.of("counter-" + id, TYPE, new Expectation.Any());
  }

  /** A command without a key. */
  public static Submission count(String id, int by, int limit) {
    return submission(UUID.randomUUID(), false, counter(id), new Count(by, limit, ""));
  }

  /** A command with a key; the content is its hash. */
  public static Submission keyed(UUID commandId, String id, int by) {
    return submission(commandId, true, counter(id), new Count(by, Integer.MAX_VALUE, ""));
  }

  public static Submission submission(
      UUID commandId, boolean repeatable, Target<Integer, CounterEvent> target, Count command) {
    return submission(
        commandId, repeatable, command, target, Decision.of(target, DECIDER, command));
  }

  public static Submission submission(Target<Integer, CounterEvent> target, Decision decision) {
    return submission(UUID.randomUUID(), false, new Count(0, 0, ""), target, decision);
  }

  /** The same command, waited for from now on. */
  public static Submission patiently(Submission command) {
    return until(command, Deadline.in(PATIENCE));
  }

  /** The same command with another deadline. */
  public static Submission until(Submission command, Deadline deadline) {
    return new Submission(
        command.commandId(),
        command.repeatable(),
        command.commandHash(),
        command.name(),
        command.metadata(),
        command.targets(),
        command.decision(),
        deadline);
  }

  /** A command on several counters. */
  public static Submission submission(List<Target<?, ?>> targets, Decision decision) {
    return new Submission(
        UUID.randomUUID(),
        false,
        new byte[0],
        "CountAll",
        Metadata.of("tester"),
        targets,
        decision,
        Deadline.in(PATIENCE));
  }

  private static Submission submission(
      UUID commandId,
      boolean repeatable,
      Count command,
      Target<Integer, CounterEvent> target,
      Decision decision) {
    return new Submission(
        commandId,
        repeatable,
        new byte[] {(byte) command.by()},
        "Count",
        Metadata.of("tester"),
        List.of(target),
        decision,
        Deadline.in(PATIENCE));
  }
}
