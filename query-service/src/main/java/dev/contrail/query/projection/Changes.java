package dev.contrail.query.projection;

import dev.contrail.events.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has changed in the read tables: for readers that follow them. Both methods run in the
 * caller's transaction, which has one snapshot for both and for the rows (REPEATABLE READ).
 */
public final class Changes {

  private static final String NOW =
      """
      select g.generation, g.epoch, array_agg(c.position order by c.partition) as positions
      from projection_generation g
      join projection_cursor c on c.generation = g.projection || '_g' || g.generation
      where g.projection = :projection and g.live
      group by g.generation, g.epoch
      """;

  /** By the index for each partition: a plain join would read all that is kept. */
  private static final String BETWEEN =
      """
      select c.partition, c.previous, c.position, c.changes
      from unnest(cast(:positions as bigint[])) with ordinality as seen (position, number)
      cross join lateral (
        select partition, previous, position, changes
        from projection_change
        where generation = :generation
          and partition = cast(seen.number - 1 as integer)
          and position > seen.position
        order by position
        limit :limit) c
      order by c.partition, c.position
      limit :limit
      """;

  /**
   * A row that has changed, or is new, or is no more.
   *
   * @param partition of the last event that concerned it
   * @param position of that event
   */
  public record Change<K>(int partition, long position, K key) {}

  private record Batch(int partition, long previous, long position, String changes) {}

  private final JdbcClient jdbc;
  private final JsonMapper json = EventJson.mapper();

  Changes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How far the read table is.
   *
   * @throws org.springframework.dao.EmptyResultDataAccessException if there is none yet
   */
  public ReadPoint now(String projection) {
    return jdbc.sql(NOW)
        .param("projection", projection)
        .query((row, _) -> {
          var positions = (Long[]) row.getArray("positions").getArray();
          return new ReadPoint(
              row.getInt("generation"),
              row.getLong("epoch"),
              List.of(positions).stream().mapToLong(Long::longValue).toArray());
        })
        .single();
  }

  /**
   * What was changed by events after one point and up to another, which is {@link #now}; in the
   * order of partitions and positions.
   *
   * @param atMost batches to be read
   * @return empty if that is not known any more or too much
   */
  public <K extends Record> Optional<List<Change<K>>> between(
      String projection, Class<K> keyType, ReadPoint from, ReadPoint now, int atMost) {
    if (!from.sameLife(now) || !now.hasPassed(from)) {
      return Optional.empty();
    }
    var batches =
        jdbc.sql(BETWEEN)
            .param("positions", from.positions())
            .param("generation", new Generation(projection, now.generation()).fullName())
            .param("limit", atMost)
            .query((row, _) ->
                new Batch(
                    row.getInt("partition"),
                    row.getLong("previous"),
                    row.getLong("position"),
                    row.getString("changes")))
            .list();
    return leads(batches, from, now) ? Optional.of(read(batches, keyType, from)) : Optional.empty();
  }

  /** Whether the batches lead from the one point to the other without a gap. */
  private static boolean leads(List<Batch> batches, ReadPoint from, ReadPoint now) {
    var at = from.positions().clone();
    for (var batch : batches) {
      if (batch.previous() > at[batch.partition()]) {
        return false;
      }
      at[batch.partition()] = batch.position();
    }
    return new ReadPoint(0, 0, at).equals(new ReadPoint(0, 0, now.positions()));
  }

  private <K extends Record> List<Change<K>> read(
      List<Batch> batches, Class<K> keyType, ReadPoint from) {
    var changes = new ArrayList<Change<K>>();
    for (var batch : batches) {
      for (var entry : ChangeTable.entries(json, batch.changes(), keyType)) {
        if (!from.hasPassed(batch.partition(), entry.position())) {
          changes.add(new Change<>(batch.partition(), entry.position(), entry.key()));
        }
      }
    }
    return changes;
  }
}
