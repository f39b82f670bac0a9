package dev.contrail.servers;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Who may log in at a broker, by SCRAM. Whoever logs in may do nothing until he is allowed to, but
 * for the broker's own user. Without anybody the broker asks nobody who he is.
 *
 * @param passwords by user
 * @param shipped the file of settings of a broker that wants to know who asks
 */
public record KafkaLogins(Map<String, String> passwords, Path shipped) {

  /** The broker's own user, who may do everything. */
  public static final String BROKER = "broker";

  private static final String SCRAM = "SCRAM-SHA-512";
  private static final String SCRAM_MODULE =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";";

  /** Says nothing of who may do what. The shipped one is too short where a machine is busy. */
  private static final String SESSION = "broker.session.timeout.ms";

  public KafkaLogins {
    passwords = Map.copyOf(passwords);
  }

  static KafkaLogins none() {
    return new KafkaLogins(Map.of(), Path.of(""));
  }

  /** What a client needs to log in. */
  public Map<String, Object> client(String user) {
    return passwords.isEmpty()
        ? Map.of()
        : Map.of(
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            SCRAM,
            "sasl.jaas.config",
            jaas(user));
  }

  /**
   * Turns a broker's settings into those of one that wants to know who asks: what is shipped, but
   * on loopback and in its own place; what that leaves open stays as it is.
   */
  Properties secure(Properties settings, Path directory, int port, int controllerPort)
      throws IOException {
    if (passwords.isEmpty()) {
      return settings;
    }
    var host = Ports.free();
    var secured = new Properties();
    secured.load(
        new StringReader(
            Files.readString(shipped)
                .replace("://:", "://127.0.0.1:")
                .replace(":19092", ":" + port)
                .replace(":9092", ":" + host)
                .replace(":9093", ":" + controllerPort)
                .replace("/run/secrets", secrets(directory).toString())
                .replace("/var/lib/kafka/data", directory.toString())));
    // as docker-compose.yml says it on the command line
    secured.put(
        "advertised.listeners",
        "SERVICES://127.0.0.1:%d,HOST://127.0.0.1:%d".formatted(port, host));
    secured.put(SESSION, settings.get(SESSION));
    settings.forEach(secured::putIfAbsent);
    return secured;
  }

  private Path secrets(Path directory) throws IOException {
    var secrets = directory.resolveSibling(directory.getFileName() + ".secrets").toAbsolutePath();
    Files.createDirectories(secrets);
    Files.writeString(secrets.resolve(BROKER), passwords.getOrDefault(BROKER, ""));
    return secrets;
  }

  /** What a new broker's directory is prepared with. */
  List<String> scram() {
    return passwords.entrySet().stream()
        .map(login -> SCRAM + "=[name=" + login.getKey() + ",password=" + login.getValue() + "]")
        .toList();
  }

  private String jaas(String user) {
    return SCRAM_MODULE.formatted(user, passwords.getOrDefault(user, ""));
  }
}
