package dev.contrail.query.projection;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code projection_rebuild}. All methods run in the caller's transaction. */
final class RebuildTable {

  /** How far a rebuild has come. */
  enum State {
    BUILDING,
    /** Built, but it differs in what it should not: an operator says whether it is switched to. */
    HELD,
    SWITCHING,
    SWITCHED,
    AUDITED,
    ABANDONED;

    boolean isOpen() {
      return this == BUILDING || this == HELD || this == SWITCHING;
    }
  }

  private static final String FIND =
      """
      select projection, generation, version, state, dry_run, expected, requested_at, finished_at,
        claimed_by, rate, error, difference
      from projection_rebuild
      order by projection, generation
      """;

  private static final String LATEST =
      "select coalesce(max(generation), 0) from projection_rebuild where projection = ?";

  private static final String INSERT =
      """
      insert into projection_rebuild (projection, generation, version, state, dry_run, expected)
      values (?, ?, ?, 'BUILDING', ?, ?::text[])
      """;

  private static final String CLAIM =
      """
      update projection_rebuild
      set claimed_by = ?, claimed_until = clock_timestamp() + ? * interval '1 millisecond'
      where projection = ? and generation = ? and state in ('BUILDING', 'SWITCHING')
        and (claimed_by is null or claimed_by = ? or claimed_until < clock_timestamp())
      """;

  private static final String RELEASE =
      """
      update projection_rebuild set claimed_by = null, claimed_until = null
      where projection = ? and generation = ? and claimed_by = ?
      """;

  private static final String NOTE =
      "update projection_rebuild set rate = ?, error = ? where projection = ? and generation = ?";

  private static final String BUILT =
      """
      update projection_rebuild
      set state = ?, difference = ?::json, error = null,
        finished_at = case when ? then clock_timestamp() end
      where projection = ? and generation = ? and state = 'BUILDING'
      """;

  private static final String MOVE =
      """
      update projection_rebuild
      set state = ?, error = null, finished_at = case when ? then clock_timestamp() end
      where projection = ? and generation = ? and state in ('BUILDING', 'HELD', 'SWITCHING')
      """;

  private final JdbcTemplate jdbc;

  RebuildTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** All there ever were, the latest last. */
  List<Rebuilt> all() {
    return jdbc.query(FIND, RebuildTable::rebuilt);
  }

  Optional<Rebuilt> of(Generation generation) {
    return all().stream().filter(one -> one.generation().equals(generation)).findFirst();
  }

  /** The one that is not finished. */
  Optional<Rebuilt> open(String projection) {
    return all().stream()
        .filter(one -> one.generation().projection().equals(projection) && one.state().isOpen())
        .findFirst();
  }

  int latestNumber(String projection) {
    var latest = jdbc.queryForObject(LATEST, Integer.class, projection);
    return latest == null ? 0 : latest;
  }

  void insert(Generation generation, int version, boolean dryRun, @Nullable Set<String> expected) {
    jdbc.update(
        INSERT,
        generation.projection(),
        generation.number(),
        version,
        dryRun,
        expected == null ? null : ColumnType.text(List.copyOf(expected)));
  }

  /** Whether this instance is the one to work on it, for this long from now. */
  boolean claim(Generation generation, String instance, Duration time) {
    return jdbc.update(
            CLAIM,
            instance,
            time.toMillis(),
            generation.projection(),
            generation.number(),
            instance)
        == 1;
  }

  void release(Generation generation, String instance) {
    jdbc.update(RELEASE, generation.projection(), generation.number(), instance);
  }

  void note(Generation generation, long rate, @Nullable String error) {
    jdbc.update(NOTE, rate, error, generation.projection(), generation.number());
  }

  /** Whether the building was still wanted. */
  boolean built(Generation generation, State state, String difference) {
    return jdbc.update(
            BUILT,
            state.name(),
            difference,
            !state.isOpen(),
            generation.projection(),
            generation.number())
        == 1;
  }

  /** Whether it was open. */
  boolean move(Generation generation, State state) {
    return jdbc.update(
            MOVE, state.name(), !state.isOpen(), generation.projection(), generation.number())
        == 1;
  }

  void abandon(Generation generation) {
    move(generation, State.ABANDONED);
  }

  private static Rebuilt rebuilt(ResultSet row, int number) throws SQLException {
    var requested = row.getObject("requested_at", OffsetDateTime.class);
    var finished = row.getObject("finished_at", OffsetDateTime.class);
    return new Rebuilt(
        new Generation(row.getString("projection"), row.getInt("generation")),
        row.getInt("version"),
        State.valueOf(row.getString("state")),
        row.getBoolean("dry_run"),
        expected(row.getArray("expected")),
        requested.toInstant(),
        finished == null ? null : finished.toInstant(),
        row.getString("claimed_by"),
        row.getLong("rate"),
        row.getString("error"),
        row.getString("difference"));
  }

  private static @Nullable Set<String> expected(@Nullable Array columns) throws SQLException {
    return columns == null ? null : Set.of((String[]) columns.getArray());
  }
}
