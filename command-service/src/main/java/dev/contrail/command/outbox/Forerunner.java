package dev.contrail.command.outbox;

import dev.contrail.command.outbox.InFlight.SendFailedException;
import java.time.Duration;

/** What has to be in Kafka before the events that were read before it was asked are sent. */
interface Forerunner extends AutoCloseable {

  /** Nothing has to be. */
  Forerunner NONE = _ -> true;

  /**
   * Goes on with its work.
   *
   * @param atMost how long to wait for the broker
   * @return whether all is there; if not, it is asked again
   */
  boolean isDone(Duration atMost) throws SendFailedException, InterruptedException;

  @Override
  default void close() {}
}
