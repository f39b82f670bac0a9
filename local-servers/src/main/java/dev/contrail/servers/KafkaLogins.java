package dev.contrail.servers;

import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Who may log in at a broker, by SCRAM. Whoever logs in may do nothing until he is allowed to, but
 * for the broker's own user. Without anybody the broker asks nobody who he is.
 *
 * @param passwords by user
 */
public record KafkaLogins(Map<String, String> passwords) {

  /** The broker's own user, who may do everything. */
  public static final String BROKER = "broker";

  private static final String LISTENER = "SASL_PLAINTEXT";
  private static final String SCRAM = "SCRAM-SHA-512";
  private static final String SCRAM_MODULE =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";";

  public KafkaLogins {
    passwords = Map.copyOf(passwords);
  }

  static KafkaLogins none() {
    return new KafkaLogins(Map.of());
  }

  /** What a client needs to log in. */
  public Map<String, Object> client(String user) {
    return passwords.isEmpty()
        ? Map.of()
        : Map.of(
            "security.protocol", LISTENER, "sasl.mechanism", SCRAM, "sasl.jaas.config", jaas(user));
  }

  /** Turns a broker's settings into those of one that wants to know who asks. */
  void secure(Properties settings) {
    if (passwords.isEmpty()) {
      return;
    }
    for (var key : List.of("listeners", "advertised.listeners")) {
      settings.put(key, settings.getProperty(key).replace("PLAINTEXT:", LISTENER + ":"));
    }
    // the controller answers the broker beside it alone, who is not in its own metadata yet
    var controller =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\" user_%s=\"%s\";"
            .formatted(BROKER, passwords.get(BROKER), BROKER, passwords.get(BROKER));
    settings.put(
        "listener.security.protocol.map", "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:" + LISTENER);
    settings.put("sasl.enabled.mechanisms", SCRAM);
    settings.put("inter.broker.listener.name", LISTENER);
    settings.put("sasl.mechanism.inter.broker.protocol", SCRAM);
    settings.put("sasl.mechanism.controller.protocol", "PLAIN");
    settings.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
    settings.put("listener.name.controller.plain.sasl.jaas.config", controller);
    settings.put("listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config", jaas(BROKER));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:" + BROKER);
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
