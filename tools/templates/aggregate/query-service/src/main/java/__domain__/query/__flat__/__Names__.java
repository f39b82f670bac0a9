package __domain__.query.__flat__;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads the list; one statement for each index. */
interface __Names__ extends Repository<__Name__, UUID> {

  String SELECT =
      """
      select __snake___id, label, status, redeemed_by, stream_version as version, position, generation
      from projection.__snake___list
      """;

  @Query(SELECT + "where __snake___id = :id")
  Optional<__Name__> find(@Param("id") UUID id);

  @Query(SELECT + "where __snake___id > :after order by __snake___id limit :limit")
  List<__Name__> after(@Param("after") UUID after, @Param("limit") int limit);
}
