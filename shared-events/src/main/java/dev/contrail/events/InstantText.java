package dev.contrail.events;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads times as {@link Instant#toString} writes them, some ten times as fast as {@link
 * Instant#parse}, which reads whatever else there is: a time is read for every event.
 */
final class InstantText {

  private static final String PATTERN = "0000-00-00T00:00:00";
  private static final int NANO_DIGITS = 9;

  private InstantText() {}

  /**
   * @throws java.time.format.DateTimeParseException if it is no time
   */
  static Instant parse(String text) {
    return isPlain(text) ? plain(text) : Instant.parse(text);
  }

  private static boolean isPlain(String text) {
    var last = text.length() - 1;
    if (last < PATTERN.length() || text.charAt(last) != 'Z' || !looksLikeTime(text, last)) {
      return false;
    }
    var fraction = last - PATTERN.length() - 1;
    return fraction != 0
        && fraction <= NANO_DIGITS
        && number(text, 5, 7) >= 1
        && number(text, 5, 7) <= 12
        && number(text, 8, 10) >= 1
        && number(text, 8, 10) <= 28 // what is rare need not be fast
        && number(text, 11, 13) < 24
        && number(text, 14, 16) < 60
        && number(text, 17, 19) < 60;
  }

  /** Whether the first characters have digits and separators where a time has them. */
  static boolean looksLikeTime(String text, int length) {
    for (var i = 0; i < length; i++) {
      var expected = i < PATTERN.length() ? PATTERN.charAt(i) : i == PATTERN.length() ? '.' : '0';
      var actual = text.charAt(i);
      if (expected == '0' ? actual < '0' || actual > '9' : actual != expected) {
        return false;
      }
    }
    return true;
  }

  private static Instant plain(String text) {
    var day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    var seconds = number(text, 11, 13) * 3_600 + number(text, 14, 16) * 60 + number(text, 17, 19);
    var nanos = 0;
    for (var i = 0; i < NANO_DIGITS; i++) {
      var at = PATTERN.length() + 1 + i;
      nanos = nanos * 10 + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
    }
    return Instant.ofEpochSecond(day * 86_400 + seconds, nanos);
  }

  static int number(String text, int from, int to) {
    var number = 0;
    for (var i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
