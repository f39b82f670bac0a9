package dev.contrail.command.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the log, or a stream of it, as lines of JSON with every stored column, page by page.
 * Keeps no connection between two pages. One export is read once, by one thread.
 */
public final class LogExport {

  private static final int PAGE = 5_000;

  private final StoredRows rows;
  private final @Nullable String streamId;
  private long after;
  private long left;

  private LogExport(DataSource dataSource, @Nullable String streamId, long after, long limit) {
    this.rows = new StoredRows(dataSource);
    this.streamId = streamId;
    this.after = after;
    this.left = limit;
  }

  /**
   * The log in its order.
   *
   * @param afterPosition 0 for the beginning
   */
  public static LogExport ofLog(DataSource dataSource, long afterPosition, long limit) {
    return new LogExport(dataSource, null, afterPosition, limit);
  }

  /**
   * A stream in its order.
   *
   * @param afterVersion 0 for the beginning
   */
  public static LogExport ofStream(
      DataSource dataSource, String streamId, long afterVersion, long limit) {
    return new LogExport(dataSource, streamId, afterVersion, limit);
  }

  /** The next lines in UTF-8; empty at the end. */
  public byte[] next() {
    var page = left == 0 ? List.<StoredRow>of() : page((int) Math.min(left, PAGE));
    left -= page.size();
    var lines = new StringBuilder();
    for (var row : page) {
      EventLine.append(lines, row);
      after = streamId == null ? row.position() : row.streamVersion();
    }
    return lines.toString().getBytes(UTF_8);
  }

  /** The place of the last event that was handed out: its position or, of a stream, its version. */
  public long lastRead() {
    return after;
  }

  private List<StoredRow> page(int limit) {
    return streamId == null
        ? rows.ofLog(after, Long.MAX_VALUE, limit)
        : rows.ofStream(streamId, after, limit);
  }
}
