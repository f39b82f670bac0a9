package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class StackPortsTests {

  @Test
  void aBusyPortIsNamedWithWhatToDo() throws Exception {
    var ports = StackPorts.free();
    ports.requireFree();
    int busy = ports.of(Port.QUERY);
    try (var other = new ServerSocket(busy, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(ports::requireFree)
          .isInstanceOf(StackFailure.class)
          .hasMessage(
              "Port %d (queries) is already in use: stop the program that uses it, or start with --query-port=%d."
                  .formatted(other.getLocalPort(), busy + 1000));
    }
  }
}
