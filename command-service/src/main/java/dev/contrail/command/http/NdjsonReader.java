package dev.contrail.command.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length, however many there are. */
final class NdjsonReader {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream input;
  private final boolean whole;
  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private long number;

  /**
   * @param whole whether the input's length is known: a chunked one says that there is more when it
   *     has only the next chunk's head, so that reading on would wait for the client
   */
  NdjsonReader(InputStream input, boolean whole, int maxBytes) {
    this.input = input;
    this.whole = whole;
    this.maxBytes = maxBytes;
  }

  /**
   * @param number counts from 1, blank lines too
   * @param content without the line's end; cut off if it was too long
   */
  record Line(long number, byte[] content, boolean tooLong) {}

  /** The next line that is not blank, null at the end. */
  @Nullable Line next() throws IOException {
    var content = new ByteArrayOutputStream();
    var length = 0L;
    for (var read = read(); ; read = read()) {
      if (read == '\n' || read < 0) {
        if (length > 0 || read >= 0) {
          number++;
        }
        var bytes = content.toByteArray();
        if (!isBlank(bytes) || length > maxBytes) {
          return new Line(number, bytes, length > maxBytes);
        }
        if (read < 0) {
          return null;
        }
        content.reset();
        length = 0;
      } else if (++length <= maxBytes) {
        content.write(read);
      }
    }
  }

  /** Whether the next line is here already, so that {@link #next} need not wait for the client. */
  boolean hasNext() {
    var blank = true;
    for (var i = at; i < end; i++) {
      if (buffer[i] != '\n') {
        blank = blank && isBlank(buffer[i]);
      } else if (!blank) {
        return true;
      }
    }
    return false;
  }

  private int read() throws IOException {
    if (at == end && !fill()) {
      return -1;
    }
    return buffer[at++] & 0xff;
  }

  /** Waits for something, then takes what else is here. */
  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, input.read(buffer, 0, BUFFER_BYTES));
    while (end > 0 && end < BUFFER_BYTES && input.available() > 0 && (whole || !hasNext())) {
      var more = input.read(buffer, end, BUFFER_BYTES - end);
      if (more <= 0) {
        break;
      }
      end += more;
    }
    return end > 0;
  }

  private static boolean isBlank(byte[] bytes) {
    for (var b : bytes) {
      if (!isBlank(b)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
