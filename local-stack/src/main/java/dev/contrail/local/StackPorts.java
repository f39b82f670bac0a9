package dev.contrail.local;

import dev.contrail.servers.Ports;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The number of every port, all on 127.0.0.1. */
public record StackPorts(Map<Port, Integer> numbers) {

  public StackPorts {
    numbers = Map.copyOf(numbers);
    var users = new HashMap<Integer, Port>();
    for (var port : Port.values()) {
      var number = Objects.requireNonNull(numbers.get(port), port.name());
      var other = users.put(number, port);
      if (other != null) {
        throw new StackFailure(
            "Port %d is meant for %s and for %s: give one of them another, e.g. %s=%d."
                .formatted(number, other.use(), port.use(), port.option(), number + 1));
      }
    }
  }

  /** Ports that nobody listens on, for a stack beside others. */
  public static StackPorts free() {
    var numbers = new EnumMap<Port, Integer>(Port.class);
    for (var port : Port.values()) {
      int number = Ports.free();
      while (numbers.containsValue(number)) {
        number = Ports.free();
      }
      numbers.put(port, number);
    }
    return new StackPorts(numbers);
  }

  public int of(Port port) {
    return Objects.requireNonNull(numbers.get(port));
  }

  /** Looks before anything is started: a server that cannot listen says so late and at length. */
  void requireFree() {
    for (var port : Port.values()) {
      int number = of(port);
      if (Ports.isInUse(number)) {
        throw new StackFailure(
            "Port %d (%s) is already in use: stop the program that uses it, or start with %s=%d."
                .formatted(number, port.use(), port.option(), number + 1000));
      }
    }
  }
}
