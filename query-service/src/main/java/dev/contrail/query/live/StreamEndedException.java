package dev.contrail.query.live;

/** The stream is over, whatever there is still to send: the service stops or its client is slow. */
public final class StreamEndedException extends RuntimeException {

  StreamEndedException() {
    super("the stream has ended", null, false, false);
  }
}
