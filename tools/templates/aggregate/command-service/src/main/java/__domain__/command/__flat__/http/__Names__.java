package __domain__.command.__flat__.http;

import __domain__.command.__flat__.__Name__;
import __domain__.command.__flat__.__Name__Command;
import __domain__.command.__flat__.__Name__Decider;
import __domain__.events.__Name__Event;
import __domain__.events.__Name__Events;
import dev.contrail.command.http.CommandContext;
import dev.contrail.command.sequencer.Decision;
import dev.contrail.command.sequencer.StreamType;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.command.sequencer.Target;
import dev.contrail.events.EventCodec;
import java.util.List;

/** Binds commands to the streams of __manywords__ and to their rules. */
final class __Names__ {

  private static final __Name__Decider RULES = new __Name__Decider();
  private static final EventCodec<__Name__Event> CODEC = new EventCodec<>(__Name__Events.CATALOG);
  private static final StreamType<__Name__, __Name__Event> __NAME__ =
      new StreamType<>("__kebab__", RULES, CODEC, __Name__.class);

  private __Names__() {}

  /** A command on one __words__. */
  static Submission submission(__Name__Command command, CommandContext context) {
    var streamId = __Name__Events.streamId(command.__name__Id());
    return submission(command, Target.of(streamId, __NAME__, context.expectation()), context);
  }

  /** A command on one whose id was made for it. */
  static Submission submissionOnFresh(__Name__Command command, CommandContext context) {
    var streamId = __Name__Events.streamId(command.__name__Id());
    return submission(command, Target.fresh(streamId, __NAME__), context);
  }

  private static Submission submission(
      __Name__Command command, Target<__Name__, __Name__Event> target, CommandContext context) {
    return context.submission(
        command.getClass().getSimpleName(), List.of(target), Decision.of(target, RULES, command));
  }
}
