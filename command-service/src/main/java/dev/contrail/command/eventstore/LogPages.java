package dev.contrail.command.eventstore;

import dev.contrail.events.RecordedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the log page by page on a connection of its own ({@link DirectConnections#forReading}), for
 * whoever hands all of it on. A page is bounded in rows and in bytes, and each is a short
 * transaction. Not safe for use by several threads at a time.
 */
public final class LogPages implements AutoCloseable {

  private static final int FETCH_SIZE = 500;
  private static final long MAX_CHARACTERS = 4_000_000;

  private static final String PAGE =
      """
      select %s
      from event e
      where e.position > ?
      order by e.position
      limit ?
      """
          .formatted(EventRows.COLUMNS);

  private final Connection connection;

  public LogPages(Connection connection) {
    this.connection = connection;
  }

  /**
   * Some of the log's next events.
   *
   * @param complete false if the page ends at the end of the log
   */
  public record Page(List<RecordedEvent> events, boolean complete) {}

  /**
   * The log's next events in order.
   *
   * @param afterPosition 0 for the beginning
   * @param limit at most so many
   */
  public Page after(long afterPosition, int limit) throws SQLException {
    var events = new ArrayList<RecordedEvent>();
    try (var statement = connection.prepareStatement(PAGE)) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setLong(1, afterPosition);
      statement.setInt(2, limit);
      var characters = 0L;
      try (var row = statement.executeQuery()) {
        while (characters < MAX_CHARACTERS && row.next()) {
          var event = EventRows.event(row);
          events.add(event);
          characters += event.data().length();
        }
      }
      connection.commit();
      return new Page(events, events.size() == limit || characters >= MAX_CHARACTERS);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
