package dev.contrail.query.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Who asks for a stream of events: an argument of a controller's method, which produces {@code
 * text/event-stream} and returns nothing.
 */
public final class EventClient {

  private final EventStreams streams;
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  EventClient(EventStreams streams, HttpServletRequest request, HttpServletResponse response) {
    this.streams = streams;
    this.request = request;
    this.response = response;
  }

  /**
   * Opens the stream and returns; the source goes on without the request's thread.
   *
   * @throws dev.contrail.web.Problem 503 if there are too many streams or the service stops
   */
  public void stream(EventSource source) {
    streams.open(request, response, source);
  }
}
