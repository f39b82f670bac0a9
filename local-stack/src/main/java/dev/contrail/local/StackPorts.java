package dev.contrail.local;

import dev.contrail.servers.Ports;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The number of every port, all on 127.0.0.1. */
public record StackPorts(Map<Port, Integer> numbers) {
  private static final int HIGHEST = 65_535;
  private static final int FAR = 10_000;

  public StackPorts {
    numbers = Map.copyOf(numbers);
    var users = new HashMap<Integer, Port>();
    for (var port : Port.values()) {
      var number = Objects.requireNonNull(numbers.get(port), port.name());
      var other = users.put(number, port);
      if (other != null) {
        throw new StackFailure(
            "Port %d is meant for %s and for %s: give one of them another, e.g. %s=%d."
                .formatted(
                    number,
                    other.use(),
                    port.use(),
                    port.option(),
                    another(number, meant(numbers))));
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
    var busy = new ArrayList<Port>();
    for (var port : Port.values()) {
      if (Ports.isInUse(of(port))) {
        busy.add(port);
      }
    }
    if (!busy.isEmpty()) {
      throw new StackFailure(
          "%s already in use: stop what uses %s, or start with%s."
              .formatted(named(busy), busy.size() == 1 ? "it" : "them", others(busy)));
    }
  }

  private String named(List<Port> busy) {
    var names = busy.stream().map(port -> "%d (%s)".formatted(of(port), port.use())).toList();
    return busy.size() == 1
        ? "Port " + names.getFirst() + " is"
        : "Ports " + String.join(", ", names) + " are";
  }

  private String others(List<Port> busy) {
    var taken = meant(numbers);
    var options = new StringBuilder();
    for (var port : busy) {
      int number = another(of(port), taken);
      taken.add(number);
      options.append(' ').append(port.option()).append('=').append(number);
    }
    return options.toString();
  }

  private static Set<Integer> meant(Map<Port, Integer> numbers) {
    return new HashSet<>(numbers.values());
  }

  /** One that looks like it, that nobody listens on and that no other part has. */
  private static int another(int number, Set<Integer> taken) {
    int other = number + FAR <= HIGHEST ? number + FAR : number - FAR;
    while (taken.contains(other) || Ports.isInUse(other)) {
      other = other == HIGHEST ? HIGHEST - FAR : other + 1;
    }
    return other;
  }
}
