package dev.contrail.command.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.http.NdjsonReader.Line;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NdjsonReaderTests {

  @Test
  void linesAreNumberedBlankOnesTooAndTheLastNeedsNoEnd() throws IOException {
    var reader = reader("{\"a\":1}\n\n \t\r\n{\"ü\":\"✈\"}\r\n{}");
    assertThat(text(reader.next())).isEqualTo("1 {\"a\":1}");
    assertThat(text(reader.next())).isEqualTo("4 {\"ü\":\"✈\"}\r");
    assertThat(text(reader.next())).isEqualTo("5 {}");
    assertThat(reader.next()).isNull();
  }

  @Test
  void aLineThatIsTooLongIsCutAndSaysSo() throws IOException {
    var reader = reader("12345678901234567\n1234567890123456\n");
    var first = Objects.requireNonNull(reader.next());
    assertThat(first.tooLong()).isTrue();
    assertThat(first.content()).hasSize(16);
    assertThat(Objects.requireNonNull(reader.next()).tooLong()).isFalse();
  }

  @Test
  void aLineIsHereOnlyOnceItsEndHasCome() throws IOException {
    var reader = reader("1\n2\n3", "\n");
    reader.next();
    assertThat(reader.hasNext()).isTrue();
    reader.next();
    assertThat(reader.hasNext()).isFalse();
    assertThat(text(reader.next())).isEqualTo("3 3");
  }

  /** Else a client that sends blank lines and waits for its answers would wait for ever. */
  @Test
  void blankLinesAreNotWorthWaitingFor() throws IOException {
    var reader = reader("1\n\n  \n");
    reader.next();
    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void nothingIsWaitedForWhileALineIsHere() throws IOException {
    var reader = reader("1\n2\n", "3\n");
    reader.next();
    reader.next();
    assertThat(reader.hasNext()).isFalse();
    assertThat(text(reader.next())).isEqualTo("3 3");
  }

  /** A chunked input says that there is more when it has only the next chunk's head. */
  @Test
  void whatIsHereIsHandedOutBeforeMoreIsAskedFor() throws IOException {
    var parts = new Parts("1\n2\n", "3\n");
    parts.promisesMore = true;
    var reader = new NdjsonReader(parts, false, 16);
    reader.next();
    reader.next();
    assertThat(reader.hasNext()).isFalse();
    parts.promisesMore = false;
    assertThat(text(reader.next())).isEqualTo("3 3");
  }

  private static String text(@Nullable Line line) {
    return Objects.requireNonNull(line).number() + " " + new String(line.content(), UTF_8);
  }

  private static NdjsonReader reader(String... parts) {
    return new NdjsonReader(new Parts(parts), true, 16);
  }

  /** Hands out one part a read, as a network does; only the current part is available. */
  private static final class Parts extends InputStream {

    private final Deque<byte[]> parts = new ArrayDeque<>();
    private boolean promisesMore;

    Parts(String... parts) {
      List.of(parts).forEach(part -> this.parts.add(part.getBytes(UTF_8)));
    }

    @Override
    public int available() {
      return promisesMore ? 1 : 0;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("byte by byte");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      var part = parts.poll();
      if (part == null) {
        return -1;
      }
      System.arraycopy(part, 0, target, offset, part.length);
      return part.length;
    }
  }
}
