package dev.contrail.command.sequencer;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** Whether commands are taken, and the operator's word that the log is to be taken as it is. */
@Endpoint(id = "sequencer")
final class SequencerEndpoint {

  private final Sequencer sequencer;

  SequencerEndpoint(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  @ReadOperation
  Map<String, String> status() {
    return sequencer
        .refusal()
        .map(reason -> Map.of("state", "REFUSING", "reason", reason))
        .orElseGet(() -> Map.of("state", "RUNNING"));
  }

  /** Forgets what this instance knew of the log and takes commands again. */
  @WriteOperation
  Map<String, String> release() {
    sequencer.release();
    return status();
  }
}
