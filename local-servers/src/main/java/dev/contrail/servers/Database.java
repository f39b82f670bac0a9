package dev.contrail.servers;

/**
 * One side's database and who may log in to it.
 *
 * @param jdbcUrl without user and password
 * @param owner migrates and owns the tables
 * @param service what the service runs as
 * @param superuser for what neither may, e.g. faults
 */
public record Database(String jdbcUrl, Login owner, Login service, Login superuser) {

  /** What the log is published as; it may log in to databases of the command side only. */
  public static final Login RELAY = new Login("contrail_relay", "contrail_relay");
}
