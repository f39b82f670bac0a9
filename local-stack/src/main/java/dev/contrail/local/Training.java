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

  /** Has nothing to lose. At its end it has a child write down what was learnt. */
  private record Learner(ServiceProcess process) implements AutoCloseable {

    @Override
    public void close() {
      var writers = process.handle().descendants().toList();
      process.kill();
      writers.forEach(ProcessHandle::destroyForcibly);
    }
  }

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
    var learners = new LinkedHashMap<PreparedService, Learner>();
    untrained.forEach(service -> learners.put(service, begin(service)));
    learners.forEach(this::end);
    if (untrained.stream().allMatch(PreparedService::hasCache)) {
      console.say("They start quickly from now on.");
    }
  }

  private Learner begin(PreparedService service) {
    return parts.start(
        "the training of the " + service.service().name(),
        () -> new Learner(service.train(leftOvers)));
  }

  private void end(PreparedService service, Learner learner) {
    var code =
        learner
            .process()
            .ended()
            .completeOnTimeout(STOPPED, LIMIT_SECONDS, TimeUnit.SECONDS)
            .join();
    parts.forget(learner);
    learner.close();
    if (!(code == 0 && service.keepWhatItLearnt()) && !parts.isStopping()) {
      console.say(
          "The %s will start slowly; why is in %s"
              .formatted(service.service().name(), service.trainingLog()));
    }
  }
}
