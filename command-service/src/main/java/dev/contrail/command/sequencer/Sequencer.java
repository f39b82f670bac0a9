package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.eventstore.SnapshotStore;
import dev.contrail.command.personal.PersonalKeys;
import dev.contrail.command.sequencer.CommandRefused.Reason;
import dev.contrail.telemetry.Telemetry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.springframework.context.SmartLifecycle;

/**
 * Runs commands: one loop drains the queue and commits as many commands as are waiting in one
 * transaction, so that many commands share one fsync and every decision is taken on the newest
 * state. Any number of instances may share a log; the log's lock makes them take turns.
 *
 * <p>Commands of one caller thread on one stream are decided in the order of submission.
 */
public final class Sequencer implements SmartLifecycle {

  /** Below the web server's, so that it starts before and stops after it. */
  private static final int PHASE = 0;

  private final BlockingQueue<PendingCommand> queue;
  private final StateCache cache;
  private final Snapshots snapshots;
  private final SequencerSettings settings;
  private final SequencerLoop loop;
  private final SequencerMetrics metrics;
  private final CommandTracing tracing;
  private final PersonalKeys keys;
  private volatile boolean running;

  /** For events without personal fields. */
  public Sequencer(
      LogConnection connections,
      EventStore store,
      SnapshotStore snapshotStore,
      SequencerSettings settings,
      Clock clock,
      Telemetry telemetry) {
    this(connections, store, snapshotStore, settings, clock, telemetry, PersonalKeys.none());
  }

  public Sequencer(
      LogConnection connections,
      EventStore store,
      SnapshotStore snapshotStore,
      SequencerSettings settings,
      Clock clock,
      Telemetry telemetry,
      PersonalKeys keys) {
    this.keys = keys;
    this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
    this.snapshots = new Snapshots(snapshotStore, settings.snapshotEvery());
    this.metrics = new SequencerMetrics(telemetry.meters(), queue);
    this.cache = new StateCache(store, snapshots, metrics, settings.cachedStreams());
    this.settings = settings;
    this.tracing = new CommandTracing(telemetry.spans(), clock);
    var groups = new GroupCommit(cache, snapshots, settings, clock, metrics, tracing, keys);
    this.loop = new SequencerLoop(queue, connections, groups, settings.maxGroup());
    metrics.watch(loop);
  }

  /**
   * Waits until the command is committed or refused.
   *
   * @throws dev.contrail.command.decider.CommandRejected if a rule said no
   * @throws CommandRefused with the reason, if there was no decision
   */
  public Receipt execute(Submission command) {
    var answer = submit(command, 0);
    return await(command, answer);
  }

  /**
   * Queues the command; streams that are not in memory are read first, on the caller's thread.
   *
   * @param patienceMillis how long to wait for a place in the queue
   * @return completed once the command is committed or refused
   * @throws CommandRefused {@link Reason#OVERLOADED} if there is no place in time
   */
  public CompletableFuture<Receipt> submit(Submission command, long patienceMillis) {
    return metrics.timed(
        command,
        () -> {
          loop.checkAccepting();
          return queue(command, cache.load(command.targets()), patienceMillis);
        });
  }

  /**
   * Queues commands in their order, like {@link #submit}; the streams of all of them are read at
   * once.
   *
   * @return for each command, in order; one that finds no place in time fails alone
   */
  public List<CompletableFuture<Receipt>> submitAll(
      List<Submission> commands, long patienceMillis) {
    var streams =
        cache.load(commands.stream().flatMap(command -> command.targets().stream()).toList());
    return commands.stream()
        .map(command -> {
          try {
            return metrics.timed(command, () -> queue(command, streams, patienceMillis));
          } catch (RuntimeException e) {
            return CompletableFuture.<Receipt>failedFuture(e);
          }
        })
        .toList();
  }

  private CompletableFuture<Receipt> queue(
      Submission command, LoadedStreams streams, long patienceMillis) {
    loop.checkAccepting();
    var pending = PendingCommand.of(command, streams);
    tracing.trace(pending);
    try {
      if (!queue.offer(pending, patienceMillis, TimeUnit.MILLISECONDS)) {
        throw new CommandRefused(Reason.OVERLOADED, "Too many commands are waiting.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandRefused(Reason.OVERLOADED, "The service is stopping.");
    }
    return pending.answer();
  }

  /**
   * Waits for an answer until shortly after the command's deadline; throws like {@link #execute}.
   */
  public Receipt await(Submission command, CompletableFuture<Receipt> answer) {
    try {
      return answer.get(
          command.deadline().millisLeft() + settings.answerGrace().toMillis(),
          TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException reason
          ? reason
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new CommandRefused(Reason.OUTCOME_UNKNOWN, "There was no answer in time.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandRefused(Reason.OUTCOME_UNKNOWN, "The service is stopping.");
    }
  }

  /** Registers who is told the log's last position after each commit; it must not block. */
  public void onCommit(LongConsumer listener) {
    loop.onCommit(listener);
  }

  /** Why no command is taken, empty while the log is as it was left. */
  public Optional<String> refusal() {
    return loop.refusal();
  }

  /** Stops taking commands, because the log cannot be what it was; says why to every client. */
  public void refuse(String reason) {
    loop.refuse(reason);
  }

  /** An operator has looked: forget what was known and take the log as it is now. */
  public void release() {
    cache.clear();
    keys.forget();
    loop.release();
  }

  @Override
  public void start() {
    running = true;
    loop.start();
  }

  /** Answers everything that was accepted, then stops. */
  @Override
  public void stop() {
    loop.stop();
    var left = new ArrayList<PendingCommand>();
    queue.drainTo(left);
    left.forEach(command -> command.refuse(Reason.OVERLOADED, "The service is stopping."));
    snapshots.stop();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
