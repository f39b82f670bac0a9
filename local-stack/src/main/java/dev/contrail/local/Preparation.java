package dev.contrail.local;

import dev.contrail.servers.Directories;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Unpacks the services' jars, once for every content of a jar and every build of Java.
 *
 * @param project the project's folder, where the build has left the jars
 * @param directory where unpacked services are kept; older ones go
 */
public record Preparation(Path project, Path directory) {
  private static final int NAME_LENGTH = 12;

  /** Unpacks the service's jar unless that is done already. */
  public PreparedService prepare(Service service) {
    var jar = project.resolve(service.name()).resolve("target").resolve(service.name() + ".jar");
    if (!Files.exists(jar)) {
      throw new StackFailure("%s is missing: build it with mvn package.".formatted(jar));
    }
    try {
      var unpacked = directory.resolve(service.name() + "-" + fingerprint(jar));
      if (!Files.exists(unpacked)) {
        deleteOlder(service.name());
        unpack(jar, unpacked);
      }
      return new PreparedService(service, unpacked);
    } catch (IOException e) {
      throw new StackFailure("%s cannot be unpacked: %s".formatted(jar, e));
    }
  }

  private void deleteOlder(String name) throws IOException {
    Files.createDirectories(directory);
    try (var siblings = Files.list(directory)) {
      siblings
          .filter(sibling -> sibling.getFileName().toString().startsWith(name))
          .forEach(Directories::delete);
    }
  }

  /**
   * Under another name first: a run that is stopped meanwhile leaves nothing that looks complete.
   */
  private static void unpack(Path jar, Path unpacked) throws IOException {
    var unfinished = unpacked.resolveSibling(unpacked.getFileName() + ".unfinished");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-Djarmode=tools",
                "-jar",
                jar.toAbsolutePath().toString(),
                "extract",
                "--destination",
                unfinished.toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(output.strip());
    }
    Files.move(unfinished, unpacked);
  }

  private static String fingerprint(Path jar) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(Java.build().getBytes(StandardCharsets.UTF_8));
      try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        Files.copy(jar, sink);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
