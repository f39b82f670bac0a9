package dev.contrail.query.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events one a line for as long as it takes. Reads them in small parts by their positions,
 * the next one when the last one is written: memory does not depend on how many there are, no
 * transaction outlives a part, and a client that is slow or gone is not read for.
 */
final class JournalExport {

  /** Events are bounded in size, so their number bounds the bytes. */
  private static final int AT_ONCE = 200;

  /**
   * The last line of an export that is complete; one that breaks off has none.
   *
   * @param events lines before this one
   * @param after the position up to which all is in: the {@code after} of the export that goes on
   */
  record End(long events, long after) {}

  /** What makes the last line another one than an event. */
  private record LastLine(End end) {}

  private final JournalReader reader;
  private final JournalPrefix prefix;
  private final JsonMapper json;

  JournalExport(JournalReader reader, JournalPrefix prefix, JsonMapper json) {
    this.reader = reader;
    this.prefix = prefix;
    this.json = json;
  }

  /**
   * Writes what is wanted of the log as far as the journal has all of it now.
   *
   * @param allowed asked before each part; if not, the export breaks off
   * @throws IOException if the client has gone
   */
  void write(EventFilter filter, long after, BooleanSupplier allowed, OutputStream output)
      throws IOException {
    var upTo = Math.max(after, prefix.look());
    var events = 0L;
    var last = after;
    while (last < upTo) {
      if (!allowed.getAsBoolean()) {
        output.flush();
        return;
      }
      var part = reader.find(filter, last, upTo, AT_ONCE);
      for (var event : part) {
        writeLine(event, output);
      }
      output.flush();
      events += part.size();
      last = part.size() < AT_ONCE ? upTo : part.getLast().position();
    }
    writeLine(new LastLine(new End(events, upTo)), output);
    output.flush();
  }

  private void writeLine(Object line, OutputStream output) throws IOException {
    output.write(json.writeValueAsBytes(line));
    output.write('\n');
  }
}
