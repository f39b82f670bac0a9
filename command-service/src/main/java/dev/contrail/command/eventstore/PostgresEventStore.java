package dev.contrail.command.eventstore;

import dev.contrail.events.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log in table {@code event}. */
public final class PostgresEventStore implements EventStore {

  private static final int FETCH_SIZE = 1_000;

  private static final String HEAD =
      """
      select position, hash, recorded_at from event order by position desc limit 1
      """;

  private static final String AT =
      """
      select position, hash, recorded_at from event where position = :position
      """;

  private static final String STREAM =
      """
      select %s
      from event e
      where e.stream_id = :stream and e.stream_version > :after and e.stream_version <= :to
      order by e.stream_version
      """
          .formatted(EventRows.COLUMNS);

  private static final String LOG =
      """
      select %s
      from event e
      where e.position > :after
      order by e.position
      limit :limit
      """
          .formatted(EventRows.COLUMNS);

  private final JdbcClient jdbc;

  public PostgresEventStore(DataSource dataSource) {
    var template = new JdbcTemplate(dataSource);
    template.setFetchSize(FETCH_SIZE);
    this.jdbc = JdbcClient.create(template);
  }

  @Override
  public LogHead head() {
    return jdbc.sql(HEAD).query((row, n) -> EventRows.head(row)).optional().orElse(LogHead.EMPTY);
  }

  @Override
  public Optional<LogHead> at(long position) {
    return jdbc.sql(AT)
        .param("position", position)
        .query((row, n) -> EventRows.head(row))
        .optional();
  }

  @Override
  public void readStream(String streamId, long afterVersion, Consumer<RecordedEvent> consumer) {
    var after = afterVersion;
    int count;
    do {
      var page =
          jdbc.sql(STREAM)
              .param("stream", streamId)
              .param("after", after)
              .param("to", after + FETCH_SIZE)
              .query((row, n) -> EventRows.event(row))
              .list();
      page.forEach(consumer);
      count = page.size();
      after += count;
    } while (count == FETCH_SIZE);
  }

  @Override
  public List<RecordedEvent> readTails(Map<String, Long> knownVersions) {
    return jdbc.sql(EventRows.TAILS)
        .param(knownVersions.keySet().toArray(String[]::new))
        .param(knownVersions.values().toArray(Long[]::new))
        .query((row, n) -> EventRows.event(row))
        .list();
  }

  @Override
  public List<RecordedEvent> readLog(long afterPosition, int limit) {
    return jdbc.sql(LOG)
        .param("after", afterPosition)
        .param("limit", limit)
        .query((row, n) -> EventRows.event(row))
        .list();
  }
}
