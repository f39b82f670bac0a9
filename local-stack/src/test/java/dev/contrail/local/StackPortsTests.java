package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StackPortsTests {

  private static final Pattern OPTION = Pattern.compile("--[a-z-]+-port=\\d+");

  @Test
  void aBusyPortIsNamedWithWhatToDo() throws Exception {
    var ports = StackPorts.free();
    ports.requireFree();
    try (var busy = listenOn(ports.of(Port.QUERY))) {
      assertThatThrownBy(ports::requireFree)
          .isInstanceOf(StackFailure.class)
          .hasMessageMatching(
              "Port %d \\(queries\\) is already in use: stop what uses it, or start with --query-port=\\d+\\."
                  .formatted(busy.getLocalPort()));
    }
  }

  /** Beside another whole stack, and where a first guess is what another part has: 8081 of 8080. */
  @Test
  void whatIsProposedCanBeStarted() throws Exception {
    int first = StackPorts.free().of(Port.COMMAND);
    var numbers = new EnumMap<Port, Integer>(StackPorts.free().numbers());
    numbers.put(Port.COMMAND, first);
    numbers.put(Port.KAFKA, first + 10_000 > 65_535 ? first - 10_000 : first + 10_000);
    var ports = new StackPorts(numbers);
    var other = new ArrayList<ServerSocket>();
    try {
      for (var port : List.of(Port.COMMAND, Port.QUERY, Port.POSTGRES)) {
        other.add(listenOn(ports.of(port)));
      }
      var environment = Port.values();
      var asked = new ArrayList<String>();
      for (var port : environment) {
        asked.add(port.option() + "=" + ports.of(port));
      }
      assertThatExceptionOfType(StackFailure.class)
          .isThrownBy(ports::requireFree)
          .satisfies(failure -> asked.addAll(proposals(failure.line())))
          .withMessageStartingWith("Ports %d (commands), ".formatted(first))
          .withMessageContaining(" are already in use: stop what uses them, or start with ");
      assertThat(asked).hasSize(environment.length + other.size());
      Options.of(asked, Map.of()).ports().requireFree();
    } finally {
      for (var socket : other) {
        socket.close();
      }
    }
  }

  @Test
  void twoPartsDoNotShareAPort() {
    var arguments = List.of("--command-port=8081");
    assertThatExceptionOfType(StackFailure.class)
        .isThrownBy(() -> Options.of(arguments, Map.of()))
        .withMessageStartingWith("Port 8081 is meant for commands and for queries: ")
        .satisfies(failure -> {
          var asked = new ArrayList<>(arguments);
          asked.addAll(proposals(failure.line()));
          assertThat(Options.of(asked, Map.of()).ports().of(Port.QUERY)).isNotEqualTo(8081);
        });
  }

  private static List<String> proposals(String message) {
    return OPTION.matcher(message).results().map(found -> found.group()).toList();
  }

  private static ServerSocket listenOn(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
  }
}
