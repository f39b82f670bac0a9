package dev.contrail.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL server on 127.0.0.1 that keeps what it has acknowledged: fsync and
 * synchronous_commit are on, and the server itself was asked. It runs as a process of its own and
 * has no shutdown hook: whoever starts it closes it, after everything that talks to it.
 */
public final class LocalPostgres implements AutoCloseable {
  public static final String SUPERUSER = "postgres";
  public static final String SUPERUSER_PASSWORD = "postgres";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final Place place;

  private LocalPostgres(EmbeddedPostgres server, Place place) {
    this.server = server;
    this.place = place;
  }

  /**
   * Starts the server and returns when it answers: about 5 seconds the first time, 1 second later.
   *
   * @param place an empty directory becomes a new cluster; one that was kept is opened
   * @param binaries where the server's programs are unpacked to, once; can be shared
   * @throws PortInUseException at once, if the place's port is taken
   */
  public static LocalPostgres start(Place place, Path binaries) {
    int port = place.portOrFree();
    Ports.requireFree("PostgreSQL", port);
    try {
      var server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(place.directory())
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(binaries.toAbsolutePath().toFile())
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START_LIMIT)
              // the same order of text on every system, and in containers
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("locale", "C.UTF-8")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .start();
      return new LocalPostgres(server, place).durable();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops a server that still runs on the directory because whoever started it was killed.
   *
   * @return whether there was one
   */
  public static boolean stopLeftOver(Path directory) {
    var leftOver = Postmaster.of(directory);
    leftOver.ifPresent(Postmaster::stop);
    return leftOver.isPresent();
  }

  /** The URL of a database of this server, without user and password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
  }

  /** The server's own process, e.g. to learn of its end. */
  public ProcessHandle process() {
    return Postmaster.of(place.directory()).orElseThrow();
  }

  public int port() {
    return server.getPort();
  }

  private LocalPostgres durable() {
    try {
      Databases.of(this).requireDurability();
      return this;
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  /** Stops the server, ending its sessions, and deletes a temporary data directory. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    place.deleteUnlessKept();
  }
}
