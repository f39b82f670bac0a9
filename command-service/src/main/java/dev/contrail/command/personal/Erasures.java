package dev.contrail.command.personal;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.LogTransaction;
import dev.contrail.events.EventCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Erases what is personal of a person by destroying the keys that it is sealed with. The log stays
 * as it is.
 */
public final class Erasures {

  private static final Logger log = LoggerFactory.getLogger(Erasures.class);

  private static final String DESTROY =
      """
      update personal_key
      set wrapped = null, master_key_id = null, destroyed_at = clock_timestamp(),
        revision = revision + 1
      where subject = ? and destroyed_at is null
      """;

  private static final String RECORD =
      """
      insert into personal_erasure (number, subject, requested_by, keys)
      select coalesce(max(number), 0) + 1, ?, ?, ? from personal_erasure
      """;

  private static final String HAS_KEY =
      """
      select exists (
        select from personal_key where subject = :subject and destroyed_at is null)
      """;

  private final DirectConnections connections;
  private final JdbcClient jdbc;
  private final ErasureReports reports;

  public Erasures(DirectConnections connections, DataSource dataSource) {
    this.connections = connections;
    this.jdbc = JdbcClient.create(dataSource);
    this.reports = new ErasureReports(connections, dataSource);
  }

  /**
   * Destroys all keys of a person, under the log's lock: no later event is sealed with one of them.
   * The relay then says so to the query side, for as long as it takes. Does nothing the second
   * time, and the log is not held for it.
   *
   * @param actor who asks for it
   * @return how many keys there were to be destroyed
   */
  public int erase(String subject, String actor) {
    return jdbc.sql(HAS_KEY).param("subject", subject).query(Boolean.class).single()
        ? destroyKeys(subject, actor)
        : 0;
  }

  private int destroyKeys(String subject, String actor) {
    try (var connection = connections.forAppending()) {
      try {
        new LogTransaction(connection).lock();
        var keys = destroy(connection, subject);
        if (keys > 0) {
          record(connection, subject, actor, keys);
        }
        connection.commit();
        log.info("personal data erased: {} keys destroyed", keys);
        return keys;
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the keys cannot be destroyed now", e);
    }
  }

  private static int destroy(Connection connection, String subject) throws SQLException {
    try (var statement = connection.prepareStatement(DESTROY)) {
      statement.setString(1, subject);
      return statement.executeUpdate();
    }
  }

  private static void record(Connection connection, String subject, String actor, int keys)
      throws SQLException {
    try (var statement = connection.prepareStatement(RECORD);
        var notify = connection.createStatement()) {
      statement.setString(1, subject);
      statement.setString(2, actor);
      statement.setInt(3, keys);
      statement.executeUpdate();
      // the relay may be another instance's
      notify.execute("select pg_notify('" + LogTransaction.CHANNEL + "', '')");
    }
  }

  /** Says which keys a person has and had. Looks at no event. */
  public ErasureReport keysOf(String subject) {
    return reports.keysOf(subject);
  }

  /**
   * Says what there is of a person's data. Looks at every row of the log: it takes as long as that
   * is, so an instance makes one at a time.
   *
   * @param catalogs of all events there are
   * @return empty if another is being made
   */
  public Optional<ErasureReport> report(String subject, Collection<EventCatalog<?>> catalogs) {
    return reports.of(subject, catalogs);
  }
}
