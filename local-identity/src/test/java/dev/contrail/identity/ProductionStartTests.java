package dev.contrail.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProductionStartTests {

  private static final String REFUSAL = "The local identity server has no place in production";

  @TempDir private Path folder;

  /** Cure: it is asked before there is a key, and before anybody is answered. */
  @Test
  void itDoesNotStartInProduction(CapturedOutput output) {
    var data = folder.resolve("identity");
    assertThatThrownBy(() ->
            SpringApplication.run(
                LocalIdentityApplication.class,
                "--spring.profiles.active=production",
                "--server.port=0",
                "--contrail.identity.data=" + data))
        .hasMessage(REFUSAL);
    // Spring says it once more, on one line too
    assertThat(output.getAll().lines().filter(line -> line.contains(REFUSAL)))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(REFUSAL));
    assertThat(output.getAll().lines().filter(line -> line.matches("[\\w.]+: " + REFUSAL)))
        .hasSize(1);
    assertThat(output).doesNotContain("Tomcat started");
    assertThat(data).doesNotExist();
  }
}
