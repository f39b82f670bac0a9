package dev.contrail.web;

import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no more connections in than the heap has room for: each may hold a buffer as large as the
 * largest header, and a flood of them would be the end of the process. Who comes then waits at the
 * door, in the system's backlog, until another one has gone.
 */
public final class ConnectionLimit {

  private static final Logger log = LoggerFactory.getLogger(ConnectionLimit.class);

  /** Of an open stream besides its header, as measured: most of it buffers of Tomcat's. */
  private static final long OTHER_BUFFERS = 84 * 1024;

  /**
   * Bytes of what each connection keeps for as long as it is answered; Tomcat takes twice as much,
   * and most requests and answers fit into less.
   */
  private static final Map<String, String> BUFFERS =
      Map.of(
          "socket.appReadBufSize", "4096",
          "socket.appWriteBufSize", "4096",
          "maxHttpResponseHeaderSize", "4096",
          "maxTrailerSize", "1024");

  private static final double SHARE_OF_ROOM = 0.85;

  private final long heap;
  private volatile int connections = Integer.MAX_VALUE;

  /**
   * @param heap its size at most, in bytes
   */
  ConnectionLimit(long heap) {
    this.heap = heap;
  }

  /** How many there may be at once; known when the server has been made. */
  public int connections() {
    return connections;
  }

  /** After its settings have been applied: the limit follows from how large a header may be. */
  void limit(Connector connector) {
    BUFFERS.forEach(connector::setProperty);
    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
      var each = http.getMaxHttpRequestHeaderSize() + OTHER_BUFFERS;
      var room = (long) (HeapRoom.of(heap) * SHARE_OF_ROOM / each);
      if (room < http.getMaxConnections()) {
        log.info(
            "{} connections at most, as many as a heap of {} MB has room for", room, heap >> 20);
        http.setMaxConnections((int) room);
      }
      connections = http.getMaxConnections();
    }
  }
}
