package dev.contrail.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ConsoleTests {

  /** Cure: each reader has a thread of the platform. */
  @Test
  void someWhoSaysSomethingIsHeardAmongManySilentOnes() throws IOException {
    var heard = new ByteArrayOutputStream();
    var console = new Console(new PrintStream(heard, true, UTF_8));
    var silent = new ArrayList<Process>();
    try {
      for (var i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 2; i++) {
        var process = new ProcessBuilder("cat").start();
        silent.add(process);
        console.passOn("silent", process.getInputStream());
      }
      var speaker = new ProcessBuilder(List.of("echo", "here I am")).start();
      console.passOn("speaker", speaker.getInputStream());
      await().until(() -> heard.toString(UTF_8).contains("here I am"));
    } finally {
      silent.forEach(Process::destroy);
    }
    assertThat(heard.toString(UTF_8).strip()).isEqualTo("speaker  | here I am");
  }
}
