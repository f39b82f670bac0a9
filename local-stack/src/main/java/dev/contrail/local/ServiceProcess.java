package dev.contrail.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running service. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final Service service;
  private final Process process;

  /**
   * @param process of the service, started by the caller; closed with this
   */
  public ServiceProcess(Service service, Process process) {
    this.service = service;
    this.process = process;
  }

  public Service service() {
    return service;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  void passOn(Console console) {
    console.passOn(service.side(), process.getInputStream());
  }

  /** Completes with the exit code when the process has ended, whoever ended it. */
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Pulls the plug: SIGKILL, no time for anything. Returns when it is gone. */
  public void kill() {
    handle().destroyForcibly();
    process.onExit().join();
  }

  /** Lets it finish what it has accepted, then pulls the plug. */
  @Override
  public void close() {
    // unlike the process's own method this leaves its output open: its last lines are still read
    handle().destroy();
    process
        .onExit()
        .completeOnTimeout(process, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    kill();
  }
}
