package dev.contrail.command.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.events.EventJson;
import dev.contrail.events.Metadata;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes an exported log into an empty one, with the same positions and hashes, in one transaction
 * under the log's lock: all of it, or nothing. The role of the service may do it, for it only
 * inserts.
 */
public final class LogImport {

  private static final int BATCH = 2_000;
  private static final JsonMapper JSON = EventJson.mapper();

  private final Connection connection;
  private final HashChain chain = new HashChain();
  private LogHead head = LogHead.EMPTY;

  /**
   * @param connection without auto-commit, used for nothing else; the caller closes it
   */
  public LogImport(Connection connection) {
    this.connection = connection;
  }

  /**
   * Reads to the end and commits.
   *
   * @param listener is told the position every few thousand events
   * @return the end of the log
   * @throws IllegalStateException if the log is not empty; nothing was changed
   * @throws IllegalArgumentException if a line is not the log's next row or its hash does not hold;
   *     nothing was changed
   */
  public LogHead read(InputStream lines, LongConsumer listener) throws IOException, SQLException {
    try {
      var log = new LogTransaction(connection);
      var found = log.lockAndRead(Map.of(), List.of()).head();
      if (found.position() > 0) {
        throw new IllegalStateException(
            "the log is not empty: it ends at position " + found.position());
      }
      append(log, new BufferedReader(new InputStreamReader(lines, UTF_8)), listener);
      connection.commit();
      return head;
    } finally {
      connection.rollback();
    }
  }

  private void append(LogTransaction log, BufferedReader lines, LongConsumer listener)
      throws IOException, SQLException {
    var batch = new ArrayList<NewEvent>(BATCH);
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      batch.add(next(line));
      if (batch.size() == BATCH) {
        log.append(batch);
        batch.clear();
        listener.accept(head.position());
      }
    }
    log.append(batch);
  }

  private NewEvent next(String text) {
    var expected = head.position() + 1;
    var line = EventLine.parse(text);
    var row = line.row();
    if (row.position() != expected) {
      throw new IllegalArgumentException(
          "position %d is expected, not %d".formatted(expected, row.position()));
    }
    if (!row.recordedAt().isAfter(head.recordedAt())) {
      throw new IllegalArgumentException("the time of position " + expected + " is not the next");
    }
    if (!chain.next(head.hash(), row).equals(line.hash())) {
      throw new IllegalArgumentException("the hash of position " + expected + " does not hold");
    }
    head = new LogHead(expected, line.hash(), row.recordedAt());
    return NewEvent.of(row, JSON.readValue(row.metadata(), Metadata.class), line.hash());
  }
}
