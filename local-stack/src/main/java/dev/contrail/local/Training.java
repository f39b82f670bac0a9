package dev.contrail.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT caches of services that have none. Without one a service starts too, only more
 * slowly.
 */
public final class Training {
  private static final long LIMIT_SECONDS = 300;
  private static final int STOPPED = -1;

  private final Console console;
  private final Parts parts;
  private final LeftOvers leftOvers;

  public Training(Console console, Parts parts, LeftOvers leftOvers) {
    this.console = console;
    this.parts = parts;
    this.leftOvers = leftOvers;
  }

  /**
   * All side by side; their databases must be there.
   *
   * @throws StackFailure if all is being stopped
   */
  public void train(List<PreparedService> services) {
    var untrained = services.stream().filter(service -> !service.hasCache()).toList();
    if (untrained.isEmpty()) {
      return;
    }
    console.say("Learning to start the services quickly, once for every build …");
    var trainings = new LinkedHashMap<PreparedService, ServiceProcess>();
    untrained.forEach(service -> trainings.put(service, begin(service)));
    trainings.forEach(this::end);
    if (untrained.stream().allMatch(PreparedService::hasCache)) {
      console.say("They start quickly from now on.");
    }
  }

  private ServiceProcess begin(PreparedService service) {
    return parts.start(
        "the training of the " + service.service().name(), () -> service.train(leftOvers));
  }

  private void end(PreparedService service, ServiceProcess training) {
    var code = training.ended().completeOnTimeout(STOPPED, LIMIT_SECONDS, TimeUnit.SECONDS).join();
    parts.forget(training);
    training.close();
    if (!(code == 0 && service.keepWhatItLearnt()) && !parts.isStopping()) {
      console.say(
          "The %s will start slowly; why is in %s"
              .formatted(service.service().name(), service.trainingLog()));
    }
  }
}
