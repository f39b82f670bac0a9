package dev.contrail.query.projection;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Events that cannot be applied, in any instance: those that stop a partition, in the table {@code
 * projection_stop}, and those that have their stream parked.
 */
final class StopTable {

  private static final String STOPPED =
      """
      insert into projection_stop (generation, partition, position, stream_id, error)
      values (?, ?, ?, ?, ?)
      on conflict (generation, partition) do update
      set position = excluded.position, stream_id = excluded.stream_id, error = excluded.error,
        stopped_at = clock_timestamp()
      """;

  private static final String FAILING =
      """
      select position, stream_id, error
      from (
        select position, stream_id, error
        from projection_parked
        where generation = any (?) and error is not null
        union
        select s.position, s.stream_id, s.error
        from projection_stop s
        join projection_cursor c on c.generation = s.generation and c.partition = s.partition
        where s.generation = any (?) and c.position < s.position) as failing
      where ?::bigint is null or position = ?
      order by position
      limit 10
      """;

  private static final String FORGET = "delete from projection_stop where generation = ?";

  /** An event that cannot be applied. */
  record Failing(long position, String streamId, String error) {}

  private final JdbcTemplate jdbc;

  StopTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void stopped(Generation generation, int partition, Failure failure) {
    jdbc.update(
        STOPPED,
        generation.fullName(),
        partition,
        failure.position(),
        failure.streamId(),
        failure.error());
  }

  /** The first few in some generations. */
  List<Failing> failing(Collection<Generation> generations) {
    return failing(generations, null);
  }

  boolean isFailing(Collection<Generation> generations, long position) {
    return !failing(generations, position).isEmpty();
  }

  private List<Failing> failing(Collection<Generation> generations, @Nullable Long position) {
    var names = generations.stream().map(Generation::fullName).toArray(String[]::new);
    return jdbc.query(
        FAILING,
        (row, _) ->
            new Failing(
                row.getLong("position"), row.getString("stream_id"), row.getString("error")),
        names,
        names,
        position,
        position);
  }

  void forget(Generation generation) {
    jdbc.update(FORGET, generation.fullName());
  }
}
