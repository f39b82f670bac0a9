package dev.contrail.query.projection;

import dev.contrail.query.projection.Generations.Known;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code projection_generation}. All methods run in the caller's transaction. */
final class GenerationTable {

  private static final String FIND =
      """
      select projection, generation, version, live, built
      from projection_generation
      order by projection, generation
      """;

  private static final String INSERT =
      """
      insert into projection_generation (projection, generation, version, live, built)
      values (?, ?, ?, ?, ?)
      """;

  private static final String BUILT =
      "update projection_generation set built = true where projection = ? and generation = ?";

  private static final String RETIRE =
      "update projection_generation set live = false where projection = ? and live";

  private static final String GO_LIVE =
      "update projection_generation set live = true where projection = ? and generation = ?";

  private static final String DELETE =
      "delete from projection_generation where projection = ? and generation = ?";

  private final JdbcTemplate jdbc;

  GenerationTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<Known> all() {
    return jdbc.query(
        FIND,
        (row, _) ->
            new Known(
                new Generation(row.getString("projection"), row.getInt("generation")),
                row.getInt("version"),
                row.getBoolean("live"),
                row.getBoolean("built")));
  }

  /**
   * @param live whether it is read, and folded by every instance, from the beginning
   */
  void insert(Generation generation, int version, boolean live) {
    jdbc.update(INSERT, generation.projection(), generation.number(), version, live, live);
  }

  /** Every instance folds it from now on. */
  void built(Generation generation) {
    jdbc.update(BUILT, generation.projection(), generation.number());
  }

  /** It is the one that is read from now on. */
  void goLive(Generation generation) {
    jdbc.update(RETIRE, generation.projection());
    jdbc.update(GO_LIVE, generation.projection(), generation.number());
  }

  void delete(Generation generation) {
    jdbc.update(DELETE, generation.projection(), generation.number());
  }
}
