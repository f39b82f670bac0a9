package dev.contrail.local;

import dev.contrail.servers.Directories;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder {@code .contrail} of a project: all that a local run leaves on disk. */
record Workspace(Path project) {

  Path root() {
    return project.resolve(".contrail");
  }

  Path data() {
    return root().resolve("data");
  }

  Path postgres() {
    return data().resolve("postgres");
  }

  Path kafka() {
    return data().resolve("kafka");
  }

  Path identity() {
    return data().resolve("identity");
  }

  Path masterKeys() {
    return data().resolve("master-keys.json");
  }

  Path postgresPrograms() {
    return root().resolve("postgres-programs");
  }

  Path services() {
    return root().resolve("services");
  }

  Path processes() {
    return root().resolve("processes");
  }

  /** There when the sample data has been loaded whole. */
  Path samplesLoaded() {
    return data().resolve("samples-loaded");
  }

  void deleteData() {
    Directories.delete(data());
  }

  /**
   * Two runs in one folder would share their data; the system gives the lock back when a run ends,
   * however it ends.
   */
  FileLock lock() throws IOException {
    Files.createDirectories(root());
    var channel =
        FileChannel.open(
            root().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new StackFailure("Another ./run is at work in this folder: stop it first.");
    }
    return lock;
  }
}
