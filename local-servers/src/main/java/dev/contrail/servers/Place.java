package dev.contrail.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a server keeps its data and where it listens.
 *
 * @param directory its data; created when missing
 * @param kept false: deleted when the server is closed
 * @param port on 127.0.0.1; 0 takes a free one
 */
public record Place(Path directory, boolean kept, int port) {

  public Place {
    directory = directory.toAbsolutePath().normalize();
  }

  /** Data that outlives the server, always on the same port. */
  public static Place kept(Path directory, int port) {
    return new Place(directory, true, port);
  }

  /** A new directory below {@code parent} that goes when the server is closed, on a free port. */
  public static Place temporary(Path parent, String prefix) {
    try {
      Files.createDirectories(parent);
      return new Place(Files.createTempDirectory(parent, prefix), false, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int portOrFree() {
    return port == 0 ? Ports.free() : port;
  }

  void deleteUnlessKept() {
    if (!kept) {
      Directories.delete(directory);
    }
  }
}
