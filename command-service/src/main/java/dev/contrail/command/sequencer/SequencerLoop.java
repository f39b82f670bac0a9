package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.LogHead;
import dev.contrail.command.sequencer.CommandRefused.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that commits groups, and what it does when that fails. */
final class SequencerLoop {

  private static final Logger log = LoggerFactory.getLogger(SequencerLoop.class);

  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<PendingCommand> queue;
  private final LogSession session;
  private final GroupCommit groups;
  private final int maxGroup;
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable String refusal;
  private volatile LogHead known = LogHead.EMPTY;
  private @Nullable String trouble;

  SequencerLoop(
      BlockingQueue<PendingCommand> queue,
      LogConnection connections,
      GroupCommit groups,
      int maxGroup) {
    this.queue = queue;
    this.session = new LogSession(connections);
    this.groups = groups;
    this.maxGroup = maxGroup;
    this.thread = Thread.ofPlatform().name("sequencer").unstarted(this::run);
  }

  void onCommit(LongConsumer listener) {
    listeners.add(listener);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopping = true;
    try {
      thread.join(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Optional<String> refusal() {
    return thread.getState() == Thread.State.TERMINATED && !stopping
        ? Optional.of("The sequencer has ended: start this instance anew.")
        : Optional.ofNullable(refusal);
  }

  void refuse(String reason) {
    if (!reason.equals(refusal)) {
      log.error("commands are refused until an operator releases the log: {}", reason);
    }
    refusal = reason;
  }

  void release() {
    log.warn("an operator has released the log");
    known = LogHead.EMPTY;
    refusal = null;
  }

  void checkAccepting() {
    if (stopping) {
      throw new CommandRefused(Reason.OVERLOADED, "The service is stopping.");
    }
    refusal()
        .ifPresent(reason -> {
          throw new CommandRefused(Reason.LOG_REFUSED, reason);
        });
  }

  private void run() {
    try {
      commitGroups();
    } catch (RuntimeException | Error e) {
      log.error("the sequencer has ended, and this instance accepts no commands any more", e);
    }
  }

  private void commitGroups() {
    var group = new ArrayList<PendingCommand>(maxGroup);
    while (!stopping || !queue.isEmpty()) {
      try {
        var first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, maxGroup - 1);
          runGroup(group);
        }
      } catch (InterruptedException e) {
        log.warn("the sequencer does not stop by interruption");
      } catch (RuntimeException | Error e) {
        // without this thread nothing would be accepted any more
        log.error("the sequencer failed on a group of {}", group.size(), e);
        refuseAll(group, Reason.OUTCOME_UNKNOWN, "The group failed.");
        session.close();
      }
      group.clear();
    }
    session.close();
  }

  private void runGroup(List<PendingCommand> group) {
    var waiting = new ArrayList<>(group);
    while (!waiting.isEmpty()) {
      refuseExpired(waiting);
      var reason = refusal;
      if (reason != null) {
        refuseAll(waiting, Reason.LOG_REFUSED, reason);
        return;
      }
      try {
        commit(waiting);
        return;
      } catch (LogWentBackException e) {
        refuse(e.getMessage());
        session.close();
        refuseAll(waiting, Reason.LOG_REFUSED, e.getMessage());
        return;
      } catch (SQLException e) {
        if (Failure.of(e) == Failure.CONTENT) {
          runHalves(waiting, e);
          return;
        }
        warn(e);
        session.close();
        pause();
      }
    }
  }

  /** Once for each thing that goes wrong: it is tried again ten times a second. */
  private void warn(SQLException e) {
    var wrong = String.valueOf(e.getMessage());
    if (!wrong.equals(trouble)) {
      log.warn("cannot append now, trying the group again: {}", wrong);
    }
    trouble = wrong;
  }

  private void commit(List<PendingCommand> group) throws SQLException, LogWentBackException {
    if (!group.isEmpty()) {
      known = groups.run(session.open(known), group, known);
      trouble = null;
      listeners.forEach(listener -> listener.accept(known.position()));
    }
  }

  /** The culprit stands alone in the end, and everybody else passes. */
  private void runHalves(List<PendingCommand> group, SQLException cause) {
    session.rollback();
    if (group.size() == 1) {
      var command = group.getFirst().submission();
      log.error("command {} {} cannot be stored", command.name(), command.commandId(), cause);
      refuseAll(group, Reason.FAILED, "command " + command.commandId() + " failed");
      return;
    }
    var middle = group.size() / 2;
    runGroup(group.subList(0, middle));
    runGroup(group.subList(middle, group.size()));
  }

  private void refuseExpired(List<PendingCommand> group) {
    var expired = group.stream().filter(c -> c.submission().deadline().hasPassed()).toList();
    for (var command : expired) {
      var reason = command.attempted() ? Reason.OUTCOME_UNKNOWN : Reason.OVERLOADED;
      refuseAll(List.of(command), reason, "The deadline passed before the log answered.");
    }
    group.removeAll(expired);
  }

  private static void refuseAll(List<PendingCommand> group, Reason reason, String message) {
    group.forEach(command -> command.refuse(reason, message));
  }

  private static void pause() {
    try {
      Thread.sleep(RECONNECT_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
