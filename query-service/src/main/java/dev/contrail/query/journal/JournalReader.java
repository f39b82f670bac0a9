package dev.contrail.query.journal;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searches the journal of one cell. */
public final class JournalReader {

  /** The projection that keeps what is read here. */
  public static final String PROJECTION = Journal.NAME;

  private static final String SELECT =
      """
      select position, stream_id, stream_version, type, type_version, data, metadata,
        command_id, command_index, recorded_at, hash
      from projection.journal
      where cell = :cell and position > :after and position <= :up_to
      """;

  private static final String ORDER = "order by position limit :limit";

  private static final String HEAD =
      "select coalesce(max(position), 0) from projection.journal where cell = :cell";

  private final JdbcClient jdbc;
  private final String cell;

  /**
   * @param cell the log whose events are read
   */
  JournalReader(DataSource dataSource, String cell) {
    this.jdbc = JdbcClient.create(new PlannedForItsValues(dataSource));
    this.cell = cell;
  }

  /**
   * Has each statement planned for the values it is run with: whether a value is rare or common
   * decides which index helps, and a plan made for any value would walk the whole journal.
   */
  private static final class PlannedForItsValues extends JdbcTemplate {

    PlannedForItsValues(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
      super.applyStatementSettings(statement);
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
  }

  /** The log that is read. */
  public String cell() {
    return cell;
  }

  /**
   * Events in the order of their positions.
   *
   * @param after position before the first one wanted
   * @param upTo the last position wanted
   * @param limit most events
   */
  List<JournalEvent> find(EventFilter filter, long after, long upTo, int limit) {
    return jdbc.sql(SELECT + filter.sql() + ORDER)
        .param("cell", cell)
        .params(filter.parameters())
        .param("after", after)
        .param("up_to", upTo)
        .param("limit", limit)
        .query(JournalEvent::of)
        .list();
  }

  /** The same of all events, for those who look at each of them. */
  public List<JournalEvent> events(long after, long upTo, int limit) {
    return find(EventFilter.ALL, after, upTo, limit);
  }

  /** Position of the last event there is, 0 if there is none; earlier ones may still be missing. */
  public long head() {
    return jdbc.sql(HEAD).param("cell", cell).query(Long.class).single();
  }
}
