package dev.contrail.servers;

/**
 * A port that a server was told to listen on belongs to somebody else; the message is one line for
 * the user.
 */
public final class PortInUseException extends RuntimeException {

  PortInUseException(String user, int port) {
    super(
        "Port %d for %s is already in use: stop the program that uses it, or choose another port."
            .formatted(port, user));
  }
}
