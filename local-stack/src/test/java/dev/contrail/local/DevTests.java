package dev.contrail.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ./dev, as far as nothing has to be built or started for it. */
@DisabledOnOs(OS.WINDOWS)
class DevTests {

  private static final Path DEV = Path.of("..", "dev").toAbsolutePath().normalize();
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)\\)");

  @TempDir private Path elsewhere;

  private record Said(int code, String out, String err) {}

  /** From another folder: it knows where it is. */
  private Said dev(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(DEV.toString()));
    command.addAll(List.of(arguments));
    var err = elsewhere.resolve("err").toFile();
    var process =
        new ProcessBuilder(command).directory(elsewhere.toFile()).redirectError(err).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Said(process.waitFor(), out, Files.readString(err.toPath()));
  }

  @Test
  void withoutArgumentsItListsItsCommands() throws Exception {
    var said = dev();
    assertThat(said.code()).isZero();
    var commands = COMMAND.matcher(Files.readString(DEV)).results().map(m -> m.group(1)).toList();
    assertThat(commands).contains("run", "stop", "test", "token", "db", "topic", "format");
    assertThat(commands)
        .allSatisfy(command -> assertThat("\n" + said.out()).contains("\n./dev " + command));
    assertThat(dev("--help").out()).isEqualTo(said.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "token",
        "token nobody",
        "db",
        "db other",
        "db query select 1",
        "topic x",
        "topic 1 2",
        "topic 999999",
        "test NoSuchTests",
        "test -x",
        "test One Two",
        "stop now",
        "format all",
        "console please"
      })
  void whatMakesNoSenseGetsOneLine(String arguments) throws Exception {
    var said = dev(arguments.split(" "));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines()).singleElement().asString().startsWith("dev | ");
  }

  @Test
  void theConsoleHasAnAddress() throws Exception {
    assertThat(dev("console").out()).isEqualTo("http://127.0.0.1:8081/console\n");
  }
}
