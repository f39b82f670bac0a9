package dev.contrail.local;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT caches of services that have none. Without one a service starts too, only more
 * slowly.
 */
public final class Training {
  private static final long LIMIT_SECONDS = 120;

  private final Console console;
  private final Parts parts;
  private final LeftOvers leftOvers;

  public Training(Console console, Parts parts, LeftOvers leftOvers) {
    this.console = console;
    this.parts = parts;
    this.leftOvers = leftOvers;
  }

  /** All side by side; their databases must be there. */
  public void train(List<PreparedService> services) {
    var untrained = services.stream().filter(service -> !service.hasCache()).toList();
    if (untrained.isEmpty()) {
      return;
    }
    console.say("Learning to start the services quickly, once for every build …");
    untrained.stream().map(this::begin).toList().forEach(this::await);
    for (var service : untrained) {
      if (!service.hasCache()) {
        console.say(
            "The %s will start slowly; why is in %s"
                .formatted(service.service().name(), service.trainingLog()));
      }
    }
  }

  private ServiceProcess begin(PreparedService service) {
    return parts.start(
        "the training of the " + service.service().name(), () -> service.train(leftOvers));
  }

  private void await(ServiceProcess training) {
    training
        .ended()
        .completeOnTimeout(-1, LIMIT_SECONDS, TimeUnit.SECONDS)
        .thenRun(() -> parts.forget(training))
        .join();
    training.close();
  }
}
