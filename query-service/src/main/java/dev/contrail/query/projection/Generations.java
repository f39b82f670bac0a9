package dev.contrail.query.projection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the tables of generations and says which generation is read. */
final class Generations {

  private static final Logger log = LoggerFactory.getLogger(Generations.class);

  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('contrail.projection.' || ?, 0))";

  private static final String FIND =
      """
      select generation, version, live
      from projection_generation
      where projection = ?
      order by live desc, generation desc
      """;

  private static final String RETIRE =
      "update projection_generation set live = false where projection = ? and live";

  private static final String INSERT =
      """
      insert into projection_generation (projection, generation, version, live)
      values (?, ?, ?, true)
      """;

  private static final String COUNT_CURSORS =
      "select count(*) from projection_cursor where generation = ?";

  private record Known(int number, int version, boolean live) {}

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final int partitions;

  Generations(JdbcTemplate jdbc, TransactionOperations transactions, int partitions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.partitions = partitions;
  }

  /**
   * The live generation of a projection, made if there is none or if it is of another version.
   * Several instances may do this at once.
   *
   * @throws IllegalStateException if the generation was made for another number of partitions
   */
  Generation live(Projection<?, ?, ?> projection) {
    return transactions.execute(_ -> liveInTransaction(projection));
  }

  private Generation liveInTransaction(Projection<?, ?, ?> projection) {
    var name = projection.name();
    jdbc.query(LOCK, _ -> {}, name);
    var known =
        jdbc.query(
            FIND, (row, _) -> new Known(row.getInt(1), row.getInt(2), row.getBoolean(3)), name);
    var live = known.stream().filter(Known::live).findFirst();
    if (live.isPresent() && live.get().version() == projection.version()) {
      var generation = new Generation(name, live.get().number());
      checkPartitions(generation);
      return generation;
    }
    var latest = known.stream().mapToInt(Known::number).max().orElse(0);
    var generation = new Generation(name, latest + 1);
    log.info("{} is made and will be folded from the beginning", generation.fullName());
    create(generation, projection.version());
    return generation;
  }

  private void create(Generation generation, int version) {
    jdbc.execute(
        "create table %s (like template.%s including all)"
            .formatted(generation.table(), generation.projection()));
    new CursorTable(jdbc).create(generation, partitions);
    jdbc.update(RETIRE, generation.projection());
    jdbc.update(INSERT, generation.projection(), generation.number(), version);
    var view = "projection." + generation.projection();
    jdbc.execute("drop view if exists " + view);
    jdbc.execute(
        "create view %s as select %d as generation, t.* from %s t"
            .formatted(view, generation.number(), generation.table()));
  }

  private void checkPartitions(Generation generation) {
    var cursors = jdbc.queryForObject(COUNT_CURSORS, Integer.class, generation.fullName());
    if (cursors == null || cursors != partitions) {
      throw new IllegalStateException(
          "%s was made for %d partitions, and contrail.topic.partitions says %d"
              .formatted(generation.fullName(), cursors, partitions));
    }
  }
}
