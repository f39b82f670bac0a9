package dev.contrail.local;

import java.util.Locale;

/** What listens on a port of its own, where, unless told otherwise. */
public enum Port {
  COMMAND(8080, "commands"),
  QUERY(8081, "queries"),
  COMMAND_MANAGEMENT(9080, "health and metrics of the command service"),
  QUERY_MANAGEMENT(9081, "health and metrics of the query service"),
  IDENTITY(9000, "access tokens"),
  POSTGRES(15432, "PostgreSQL"),
  KAFKA(19092, "Kafka");

  private final int number;
  private final String use;

  Port(int number, String use) {
    this.number = number;
    this.use = use;
  }

  public int usual() {
    return number;
  }

  String use() {
    return use;
  }

  /** E.g. {@code --command-management-port}. */
  public String option() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-port";
  }

  /** E.g. {@code CONTRAIL_COMMAND_MANAGEMENT_PORT}. */
  String variable() {
    return "CONTRAIL_" + name() + "_PORT";
  }
}
