package dev.contrail.command.http;

import dev.contrail.command.sequencer.Deadline;
import dev.contrail.command.sequencer.Decision;
import dev.contrail.command.sequencer.Expectation;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.command.sequencer.Target;
import dev.contrail.events.Metadata;
import java.util.List;
import java.util.UUID;

/**
 * What a request says about its command besides the content. A controller takes it as an argument.
 *
 * @param commandId name-based from actor, method, path and {@code Idempotency-Key}; without a key,
 *     made here
 * @param repeatable whether there was a key
 * @param commandHash SHA-256 of the Idempotency-Key, method, path and body as received; without a
 *     key, of the id alone
 * @param expectation from {@code If-Match} or {@code If-None-Match}
 * @param deadline until when the client waits
 */
public record CommandContext(
    UUID commandId,
    boolean repeatable,
    byte[] commandHash,
    Metadata metadata,
    Expectation expectation,
    Deadline deadline) {

  /** The command, ready for the sequencer. */
  public Submission submission(String name, List<Target<?, ?>> targets, Decision decision) {
    return new Submission(
        commandId, repeatable, commandHash, name, metadata, targets, decision, deadline);
  }
}
