package dev.contrail.query.live;

import java.io.IOException;

/** Where the events of one stream come from. */
@FunctionalInterface
public interface EventSource {

  /**
   * Sends until there is nothing more to come. Called once, on a virtual thread of the stream; the
   * stream ends when it returns or throws.
   *
   * @throws IOException if the client has gone; from {@link EventStream}, to be passed on
   * @throws StreamEndedException if the service stops or the client is too slow; likewise
   */
  void sendTo(EventStream stream) throws IOException, InterruptedException;
}
