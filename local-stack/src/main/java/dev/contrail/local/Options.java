package dev.contrail.local;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the user asked for.
 *
 * @param help only say what can be asked for
 * @param fresh delete the data of earlier runs first
 * @param samples load the sample data if this has not been done yet
 */
record Options(boolean help, boolean fresh, boolean samples, StackPorts ports) {
  private static final int HIGHEST_PORT = 65_535;

  /** Arguments win over environment variables, these over the usual ports. */
  static Options of(List<String> arguments, Map<String, String> environment) {
    boolean help = false;
    boolean fresh = false;
    boolean samples = true;
    var ports = portsOf(environment);
    for (var argument : arguments) {
      switch (argument) {
        case "--help", "-h" -> help = true;
        case "--fresh" -> fresh = true;
        case "--no-samples" -> samples = false;
        default -> ports.put(portOf(argument), numberOf(argument));
      }
    }
    return new Options(help, fresh, samples, new StackPorts(ports));
  }

  static String usage() {
    var usage =
        new StringBuilder(
            """
            ./run                starts PostgreSQL, Kafka, an issuer of tokens and both services on this machine; Ctrl-C stops them
              --fresh            begin anew: deletes the data of earlier runs (.contrail/data)
              --no-samples       do not load the sample data
              --help             this text
            Ports, each also as an environment variable:
            """);
    for (var port : Port.values()) {
      usage.append(
          "  %-34s %-36s %s%n"
              .formatted(port.option() + "=" + port.usual(), port.variable(), port.use()));
    }
    return usage.toString();
  }

  private static Map<Port, Integer> portsOf(Map<String, String> environment) {
    var ports = new EnumMap<Port, Integer>(Port.class);
    for (var port : Port.values()) {
      var value = environment.get(port.variable());
      ports.put(port, value == null ? port.usual() : number(port.variable(), value));
    }
    return ports;
  }

  private static Port portOf(String argument) {
    for (var port : Port.values()) {
      if (argument.startsWith(port.option() + "=")) {
        return port;
      }
    }
    throw new StackFailure("There is no option %s: see ./run --help.".formatted(argument));
  }

  private static int numberOf(String argument) {
    int equals = argument.indexOf('=');
    return number(argument.substring(0, equals), argument.substring(equals + 1));
  }

  private static int number(String name, String value) {
    if (value.matches("\\d{1,5}")) {
      int number = Integer.parseInt(value);
      if (number > 0 && number <= HIGHEST_PORT) {
        return number;
      }
    }
    throw new StackFailure(
        "%s must be a port number from 1 to %d, not '%s'.".formatted(name, HIGHEST_PORT, value));
  }
}
