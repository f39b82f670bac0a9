package dev.contrail.query.projection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.core.convert.QueryMappingConfiguration;
import org.springframework.jdbc.core.RowMapper;

/**
 * Lets Spring Data repositories read records as the runner does, by the names of their columns. By
 * itself it would read a local time by way of the server's time zone, and so change those that the
 * zone's clocks skip.
 */
final class RecordRowMappers implements QueryMappingConfiguration {

  private final Map<Class<?>, RowMapper<?>> mappers = new ConcurrentHashMap<>();

  @Override
  public <T> @Nullable RowMapper<? extends T> getRowMapper(Class<T> type) {
    if (!type.isRecord()) {
      return null;
    }
    @SuppressWarnings("unchecked")
    var mapper = (RowMapper<? extends T>) mappers.computeIfAbsent(type, RecordRowMappers::mapper);
    return mapper;
  }

  private static RowMapper<?> mapper(Class<?> type) {
    var columns = new RecordColumns<>(type.asSubclass(Record.class));
    return (row, _) -> columns.readByName(row);
  }
}
