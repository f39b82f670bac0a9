package dev.contrail.command.sequencer;

import dev.contrail.events.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A command on its way to a decision.
 *
 * @param commandId the same for every try of the same command
 * @param repeatable whether the id comes from the client, so that it may have been seen before
 * @param commandHash SHA-256 of the request; a repeat with another one is refused
 * @param name of the command, for metrics
 * @param targets the streams the decision is known to look at, the first one being its subject
 * @param deadline when nobody waits for the answer any more
 * @param subjects persons whose personal data its events will hold, as far as is known; their keys
 *     are read for a whole group at once, those of others one by one
 */
public record Submission(
    UUID commandId,
    boolean repeatable,
    byte[] commandHash,
    String name,
    Metadata metadata,
    List<Target<?, ?>> targets,
    Decision decision,
    Deadline deadline,
    List<String> subjects) {

  /** A command that is known to hold nobody's personal data. */
  public Submission(
      UUID commandId,
      boolean repeatable,
      byte[] commandHash,
      String name,
      Metadata metadata,
      List<Target<?, ?>> targets,
      Decision decision,
      Deadline deadline) {
    this(
        commandId, repeatable, commandHash, name, metadata, targets, decision, deadline, List.of());
  }

  /** The same command, whose events will hold personal data of these. */
  public Submission about(List<String> persons) {
    return new Submission(
        commandId, repeatable, commandHash, name, metadata, targets, decision, deadline, persons);
  }

  /** The same command, looking at more streams. */
  Submission naming(List<Target<?, ?>> more) {
    var all = new ArrayList<>(targets);
    all.addAll(more);
    return new Submission(
        commandId,
        repeatable,
        commandHash,
        name,
        metadata,
        List.copyOf(all),
        decision,
        deadline,
        subjects);
  }
}
