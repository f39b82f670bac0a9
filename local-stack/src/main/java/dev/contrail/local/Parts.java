package dev.contrail.local;

import dev.contrail.servers.PortInUseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has been started, stopped in reverse order. A stop that comes while a part is starting waits
 * for it, so that no part is ever forgotten; after it nothing can be started any more.
 */
public final class Parts implements AutoCloseable {
  private record Part(String name, AutoCloseable handle) {}

  private final Console console;
  private final Lock lock = new ReentrantLock();
  private final Deque<Part> started = new ArrayDeque<>();
  private volatile boolean stopping;

  public Parts(Console console) {
    this.console = console;
  }

  /** To be called before anything is started: from here on Ctrl-C and SIGTERM stop all parts. */
  void stopWithTheJvm() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
  }

  /**
   * Starts a part; its handle's {@code close} stops it.
   *
   * @throws StackFailure if all is being stopped, or if the part does not start
   */
  <T extends AutoCloseable> T start(String name, Callable<T> starter) {
    lock.lock();
    try {
      if (stopping) {
        throw new StackFailure("Stopped while starting.");
      }
      T handle = starter.call();
      started.push(new Part(name, handle));
      return handle;
    } catch (StackFailure failure) {
      throw failure;
    } catch (Exception | LinkageError e) {
      throw new StackFailure("%s did not start: %s".formatted(name, reasonOf(e)));
    } finally {
      lock.unlock();
    }
  }

  private static String reasonOf(Throwable e) {
    return e instanceof PortInUseException ? String.valueOf(e.getMessage()) : e.toString();
  }

  /** A part that has ended as it should, and has not to be stopped. */
  void forget(AutoCloseable handle) {
    lock.lock();
    try {
      started.removeIf(part -> part.handle() == handle);
    } finally {
      lock.unlock();
    }
  }

  boolean isStopping() {
    return stopping;
  }

  @Override
  public void close() {
    stopping = true;
    lock.lock();
    try {
      boolean any = !started.isEmpty();
      while (!started.isEmpty()) {
        stop(started.pop());
      }
      if (any) {
        console.say("Everything is stopped.");
      }
    } finally {
      lock.unlock();
    }
  }

  private void stop(Part part) {
    console.say("Stopping " + part.name() + " …");
    try {
      part.handle().close();
    } catch (Exception e) {
      console.say("%s did not stop in order: %s".formatted(part.name(), e));
    }
  }
}
