package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.LogHead;
import dev.contrail.command.eventstore.LogTransaction;
import dev.contrail.command.personal.PersonalKeys;
import dev.contrail.command.sequencer.GroupDecider.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Runs one group as one transaction: lock, read, decide, append, commit; only then answers. */
final class GroupCommit {

  private final StateCache cache;
  private final Snapshots snapshots;
  private final SequencerSettings settings;
  private final Clock clock;
  private final SequencerMetrics metrics;
  private final CommandTracing tracing;
  private final PersonalKeys keys;

  GroupCommit(
      StateCache cache,
      Snapshots snapshots,
      SequencerSettings settings,
      Clock clock,
      SequencerMetrics metrics,
      CommandTracing tracing,
      PersonalKeys keys) {
    this.keys = keys;
    this.cache = cache;
    this.snapshots = snapshots;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  /**
   * @param known the end of the log as this instance last saw it
   * @return the end of the log after the commit
   * @throws SQLException if the transaction failed, or may have; nobody has been answered then
   * @throws LogWentBackException if the log lacks what this instance has seen in it
   */
  LogHead run(Connection connection, List<PendingCommand> group, LogHead known)
      throws SQLException, LogWentBackException {
    var started = System.nanoTime();
    var traced = tracing.begin(group);
    var transaction = new LogTransaction(connection);
    var states = new WorkingStates(group, cache);
    var locked =
        transaction.lockAndRead(
            states.versions(),
            group.stream()
                .filter(PendingCommand::maybeRecorded)
                .map(command -> command.submission().commandId())
                .toList());
    LogWentBackException.check(known, locked.head());
    states.applyTails(locked.tails());
    var writer = new LogWriter(locked.head(), clock);
    var sealing = keys.begin(connection, locked.erasures(), subjects(group));
    var decider =
        new GroupDecider(
            states, cache, locked.commands(), writer, settings.maxEventBytes(), sealing::seal);
    var answers = new ArrayList<Answer>(group.size());
    for (var command : group) {
      answers.add(decider.decide(command.submission()));
    }
    sealing.store();
    transaction.append(writer.events());
    transaction.appendOutcomes(writer.outcomes());
    group.forEach(PendingCommand::markAttempted);
    connection.commit();
    sealing.committed();
    states.publishTo(cache, snapshots);
    metrics.committed(group.size(), System.nanoTime() - started);
    tracing.committed(group, traced, writer.head().position());
    for (var i = 0; i < answers.size(); i++) {
      answer(group.get(i), answers.get(i));
    }
    return writer.head();
  }

  private static List<String> subjects(List<PendingCommand> group) {
    return group.stream().flatMap(command -> command.submission().subjects().stream()).toList();
  }

  private static void answer(PendingCommand command, Answer answer) {
    switch (answer) {
      case Answer.Accepted(var receipt) -> command.answer().complete(receipt);
      case Answer.Refused(var reason) -> command.answer().completeExceptionally(reason);
    }
  }
}
