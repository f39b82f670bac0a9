package dev.contrail.command.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length, however many there are. */
final class NdjsonReader {

  private final InputStream input;
  private final int maxBytes;
  private long number;

  NdjsonReader(InputStream input, int maxBytes) {
    this.input = new BufferedInputStream(input);
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
    for (var read = input.read(); ; read = input.read()) {
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

  private static boolean isBlank(byte[] bytes) {
    for (var b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
