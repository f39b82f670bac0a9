package dev.contrail.command.sequencer;

import java.util.List;

/** A decision looked at streams that its command had not named: name them and decide again. */
final class StreamsMissing extends RuntimeException {

  private final List<Target<?, ?>> targets;

  StreamsMissing(List<Target<?, ?>> targets) {
    super("the decision looks at %d more streams".formatted(targets.size()), null, false, false);
    this.targets = List.copyOf(targets);
  }

  List<Target<?, ?>> targets() {
    return targets;
  }
}
