package dev.contrail.command.operations;

import dev.contrail.command.eventstore.LogExport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;

/**
 * {@code GET /actuator/logevents?after=POSITION&limit=N} reads the log, {@code GET
 * /actuator/logevents/STREAM?after=VERSION&limit=N} a stream of it: lines of JSON with every stored
 * column. The next page begins after the last line's position or version.
 */
@WebEndpoint(id = "logevents")
final class LogEventsEndpoint {

  private static final long PAGE = 1_000;

  private final DataSource dataSource;

  LogEventsEndpoint(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @ReadOperation(produces = Ndjson.MEDIA_TYPE)
  Resource log(@Nullable Long after, @Nullable Long limit) {
    return lines(LogExport.ofLog(dataSource, orElse(after, 0), orElse(limit, PAGE)));
  }

  @ReadOperation(produces = Ndjson.MEDIA_TYPE)
  Resource stream(@Selector String streamId, @Nullable Long after, @Nullable Long limit) {
    return lines(LogExport.ofStream(dataSource, streamId, orElse(after, 0), orElse(limit, PAGE)));
  }

  private static Resource lines(LogExport export) {
    return new InputStreamResource(new PagedStream(export::next));
  }

  private static long orElse(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : Math.max(0, value);
  }
}
