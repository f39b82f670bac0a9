package dev.contrail.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Looks at loopback ports before anything waits for one in vain. */
public final class Ports {
  private static final int CONNECT_MILLIS = 500;

  private Ports() {}

  /** A port that was free a moment ago; nothing reserves it. */
  public static int free() {
    try (var socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks that {@code port} can be listened on.
   *
   * @param user who wants it, named in the message, e.g. {@code PostgreSQL}
   * @throws PortInUseException with one line that names the port and says what to do
   */
  public static void requireFree(String user, int port) {
    if (isInUse(port)) {
      throw new PortInUseException(user, port);
    }
  }

  /** Whether somebody listens on the port, on loopback or on all addresses. */
  public static boolean isInUse(int port) {
    return !canListen(port) || canConnect(port);
  }

  private static boolean canListen(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** On macOS a port can be listened on although somebody else listens on all addresses. */
  private static boolean canConnect(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }
}
