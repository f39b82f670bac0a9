package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTests {

  @Test
  void withoutArgumentsEverythingIsAsDocumented() {
    var options = Options.of(List.of(), Map.of());
    assertThat(options.fresh()).isFalse();
    assertThat(options.samples()).isTrue();
    assertThat(options.help()).isFalse();
    for (var port : Port.values()) {
      assertThat(options.ports().of(port)).isEqualTo(port.usual());
      assertThat(Options.usage()).contains(port.option() + "=" + port.usual(), port.variable());
    }
  }

  @Test
  void anArgumentWinsOverTheEnvironment() {
    var environment = Map.of("CONTRAIL_COMMAND_PORT", "8090", "CONTRAIL_QUERY_PORT", "8091");
    var ports =
        Options.of(List.of("--command-port=8070", "--fresh", "--no-samples"), environment).ports();
    assertThat(ports.of(Port.COMMAND)).isEqualTo(8070);
    assertThat(ports.of(Port.QUERY)).isEqualTo(8091);
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(() -> Options.of(List.of("--frsh"), Map.of()))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("--frsh");
    for (var port : List.of("", "0", "65536", "80a", "-1", "123456")) {
      assertThatThrownBy(() -> Options.of(List.of("--kafka-port=" + port), Map.of()))
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("--kafka-port must be a port number");
    }
  }

  @Test
  void twoUsesOfOnePortAreRefused() {
    assertThatThrownBy(() -> Options.of(List.of("--query-port=8080"), Map.of()))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("Port 8080 is meant for commands and for queries");
  }
}
