package dev.contrail.command.sequencer;

import dev.contrail.command.sequencer.CommandRefused.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A submission in the queue, with the states that were read before it got there. */
final class PendingCommand {

  private final Submission submission;
  private final Map<String, StreamState<?, ?>> loaded;
  private final CompletableFuture<Receipt> answer = new CompletableFuture<>();
  private boolean attempted;

  private PendingCommand(Submission submission, Map<String, StreamState<?, ?>> loaded) {
    this.submission = submission;
    this.loaded = loaded;
  }

  /**
   * @throws RuntimeException what made one of the command's streams unreadable
   */
  static PendingCommand of(Submission submission, LoadedStreams streams) {
    var loaded = new HashMap<String, StreamState<?, ?>>();
    for (var target : submission.targets()) {
      loaded.put(target.streamId(), streams.of(target.streamId()));
    }
    return new PendingCommand(submission, loaded);
  }

  Submission submission() {
    return submission;
  }

  List<Target<?, ?>> targets() {
    return submission.targets();
  }

  StreamState<?, ?> loaded(Target<?, ?> target) {
    return java.util.Objects.requireNonNull(loaded.get(target.streamId()));
  }

  CompletableFuture<Receipt> answer() {
    return answer;
  }

  /** Answers that there is no decision. */
  void refuse(Reason reason, String message) {
    answer.completeExceptionally(new CommandRefused(reason, message));
  }

  /** Whether a transaction with this command may have been committed without our hearing of it. */
  boolean attempted() {
    return attempted;
  }

  void markAttempted() {
    attempted = true;
  }

  /** Whether the log may hold this command already. */
  boolean maybeRecorded() {
    return attempted || submission.repeatable();
  }
}
