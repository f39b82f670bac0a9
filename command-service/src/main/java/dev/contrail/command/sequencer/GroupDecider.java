package dev.contrail.command.sequencer;

import dev.contrail.command.decider.CommandRejected;
import dev.contrail.command.eventstore.RecordedCommand;
import dev.contrail.command.sequencer.CommandRefused.Reason;
import dev.contrail.command.sequencer.LogWriter.Draft;
import dev.contrail.command.sequencer.Receipt.StreamHead;
import dev.contrail.events.EncodedEvent;
import dev.contrail.events.PersonalFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides a group's commands one after the other, each on what the ones before it left. Whatever
 * one command throws fails it alone: its drafts and states count only once it has wholly succeeded.
 */
final class GroupDecider {

  private static final Logger log = LoggerFactory.getLogger(GroupDecider.class);

  /** How often one decision may turn out to look at further streams. */
  private static final int MAX_ROUNDS = 16;

  private final WorkingStates states;
  private final StateCache cache;
  private final Map<UUID, RecordedCommand> recorded;
  private final LogWriter writer;
  private final int maxEventBytes;
  private final PersonalFields.Change seal;

  GroupDecider(
      WorkingStates states,
      StateCache cache,
      Map<UUID, RecordedCommand> recorded,
      LogWriter writer,
      int maxEventBytes,
      PersonalFields.Change seal) {
    this.seal = seal;
    this.states = states;
    this.cache = cache;
    this.recorded = new HashMap<>(recorded);
    this.writer = writer;
    this.maxEventBytes = maxEventBytes;
  }

  /** The answer to one command; it holds once the group is committed. */
  Answer decide(Submission command) {
    try {
      var earlier = recorded.get(command.commandId());
      return new Answer.Accepted(
          earlier == null ? decideInPlace(command) : repeat(command, earlier));
    } catch (CommandRejected | CommandRefused e) {
      return new Answer.Refused(e);
    } catch (RuntimeException | Error e) {
      log.error("command {} {} failed", command.name(), command.commandId(), DomainFailure.of(e));
      return new Answer.Refused(
          new CommandRefused(Reason.FAILED, "command " + command.commandId() + " failed"));
    }
  }

  private static Receipt repeat(Submission command, RecordedCommand earlier) {
    if (!Arrays.equals(command.commandHash(), earlier.commandHash())) {
      throw new CommandRefused(
          Reason.KEY_REUSED, "The idempotency key was used for another request before.");
    }
    return Outcomes.of(earlier);
  }

  /**
   * Streams that the decision turns out to look at are read here, under the log's lock, and it is
   * taken again at once: its place among the other commands stays.
   */
  private Receipt decideInPlace(Submission command) {
    var current = command;
    for (var round = 1; round <= MAX_ROUNDS; round++) {
      try {
        return decideNew(current);
      } catch (StreamsMissing e) {
        states.addUnknown(e.targets(), cache);
        current = current.naming(e.targets());
      }
    }
    throw new IllegalStateException("the decision looks at ever more streams");
  }

  private Receipt decideNew(Submission command) {
    for (var target : command.targets()) {
      var version = states.of(target.streamId()).head().version();
      if (!target.expectation().holds(version)) {
        throw new CommandRefused(
            Reason.PRECONDITION_FAILED,
            "The stream stands at version %d; read it again and decide anew.".formatted(version));
      }
    }
    var changed = new LinkedHashMap<String, StreamState<?, ?>>();
    var drafts = new ArrayList<Draft>();
    command
        .decision()
        .decide(viewOf(command))
        .forEach((streamId, events) -> draft(command, streamId, events, changed, drafts));
    return drafts.isEmpty() ? keepNothing(command) : keep(command, changed, drafts);
  }

  private Receipt keep(
      Submission command, Map<String, StreamState<?, ?>> changed, List<Draft> drafts) {
    var receipt = Outcomes.of(writer.write(command, drafts));
    states.replace(changed);
    recorded.put(
        command.commandId(), new RecordedCommand(command.commandHash(), receipt.events(), null));
    return receipt;
  }

  private Receipt keepNothing(Submission command) {
    var heads = new HashMap<String, StreamHead>();
    for (var target : command.targets()) {
      heads.put(target.streamId(), states.of(target.streamId()).head());
    }
    if (command.repeatable()) {
      var outcome = Outcomes.toJson(heads);
      writer.writeOutcome(command, outcome);
      recorded.put(
          command.commandId(), new RecordedCommand(command.commandHash(), List.of(), outcome));
    }
    return new Receipt(List.of(), heads);
  }

  private void draft(
      Submission command,
      String streamId,
      List<?> events,
      Map<String, StreamState<?, ?>> changed,
      List<Draft> drafts) {
    if (command.targets().stream().noneMatch(target -> target.streamId().equals(streamId))) {
      throw new IllegalStateException("the decision appends to unnamed stream " + streamId);
    }
    var state = states.of(streamId);
    for (var event : events) {
      state = draft(streamId, state, event, drafts);
    }
    changed.put(streamId, state);
  }

  /**
   * The decision's events are of the stream's type, or its own code would not have compiled. What
   * becomes of the state is what would become of it from the log: personal fields are sealed first.
   */
  @SuppressWarnings("unchecked")
  private <S, E> StreamState<S, E> draft(
      String streamId, StreamState<S, E> state, Object decided, List<Draft> drafts) {
    var event = state.type().codec().seal((E) decided, seal);
    var encoded = state.type().codec().encode(event);
    checkSize(encoded);
    var position = writer.nextPosition() + drafts.size();
    drafts.add(new Draft(streamId, state.head().version() + 1, encoded));
    return state.apply(event, position);
  }

  private void checkSize(EncodedEvent encoded) {
    if (encoded.data().length() * 3L > maxEventBytes
        && encoded.data().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
            > maxEventBytes) {
      throw new CommandRefused(
          Reason.TOO_LARGE, "The event would be larger than %d bytes.".formatted(maxEventBytes));
    }
  }

  private Decision.States viewOf(Submission command) {
    return new Decision.States() {
      @Override
      public <S> List<S> all(List<? extends Target<S, ?>> targets) {
        var missing =
            targets.stream()
                .filter(target -> command.targets().stream().noneMatch(target::isSameStream))
                .<Target<?, ?>>map(target -> target)
                .toList();
        if (!missing.isEmpty()) {
          throw new StreamsMissing(missing);
        }
        return targets.stream().<S>map(target -> stateOf(target)).toList();
      }
    };
  }

  private <S, E> S stateOf(Target<S, E> target) {
    return StateCache.typed(target, states.of(target.streamId())).state();
  }

  /** What a command will be told once its group is committed. */
  sealed interface Answer {

    record Accepted(Receipt receipt) implements Answer {}

    record Refused(RuntimeException reason) implements Answer {}
  }
}
