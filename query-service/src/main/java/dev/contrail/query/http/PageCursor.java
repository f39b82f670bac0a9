package dev.contrail.query.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The key of the last item of a page as clients carry it: opaque, safe in a URL. */
public final class PageCursor {

  private static final String SEPARATOR = "|";
  private static final int MAX_LENGTH = 512;

  private PageCursor() {}

  /** The parts of the key, none of which contains '|'. */
  public static String of(Object... parts) {
    var text = Stream.of(parts).map(Object::toString).collect(Collectors.joining(SEPARATOR));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /**
   * Reads a cursor.
   *
   * @param parse makes the key of the parts; what it throws makes the cursor malformed
   * @throws dev.contrail.web.Problem 400, if it was not made by {@link #of}
   */
  public static <T> T parse(String cursor, Function<List<String>, T> parse) {
    if (cursor.length() <= MAX_LENGTH) {
      try {
        var text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        return parse.apply(List.of(text.split("\\" + SEPARATOR)));
      } catch (RuntimeException e) {
        throw malformed();
      }
    }
    throw malformed();
  }

  private static RuntimeException malformed() {
    return Parameters.invalid("after", "is not a cursor given by this list");
  }
}
