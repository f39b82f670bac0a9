package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LeftOversTests {
  private final Console console =
      new Console(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

  @Test
  void aProcessOfAnEarlierRunIsEnded(@TempDir Path directory) throws Exception {
    var process = new ProcessBuilder("sleep", "600").start();
    new LeftOvers(directory).remember("some-service", process.toHandle());
    new LeftOvers(directory).end(console);
    assertThat(process.isAlive()).isFalse();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anotherProcessWithTheSameNumberIsLeftAlone(@TempDir Path directory) throws Exception {
    var process = new ProcessBuilder("sleep", "600").start();
    try {
      var file = directory.resolve("some-service.pid");
      Files.writeString(file, process.pid() + " 2001-01-01T00:00:00Z");
      new LeftOvers(directory).end(console);
      assertThat(process.isAlive()).isTrue();
      assertThat(file).doesNotExist();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
