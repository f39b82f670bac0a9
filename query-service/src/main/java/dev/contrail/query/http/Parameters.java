package dev.contrail.query.http;

import dev.contrail.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads parameters of requests; what cannot be read is a 400 that names the parameter. */
public final class Parameters {

  private static final int MAX_YEAR = 9_999;

  private Parameters() {}

  /** The problem to throw. */
  public static Problem invalid(String name, String reason) {
    return Problem.of(
            HttpStatus.BAD_REQUEST,
            "invalid-parameter",
            "The parameter '%s' %s.".formatted(name, reason))
        .with("parameter", name);
  }

  /** How many items a page may have. */
  public static int limit(int limit, int max) {
    if (limit < 1 || limit > max) {
      throw invalid("limit", "is from 1 to " + max);
    }
    return limit;
  }

  /** Refuses a view of more rows than can be sent. */
  public static void checkFits(int found, int max) {
    if (found > max) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "too-many-rows",
          "More than %d rows are too many for a live view. Narrow the search.".formatted(max));
    }
  }

  /** A local time without a zone, or what holds without it. */
  public static LocalDateTime localDateTime(
      String name, @Nullable String text, LocalDateTime without) {
    if (text == null) {
      return without;
    }
    try {
      var time = LocalDateTime.parse(text);
      return time.with(checkedYear(time.toLocalDate()));
    } catch (DateTimeException e) {
      throw invalid(name, "is a local time like 2001-01-31T06:55");
    }
  }

  /** A day, or what holds without it. */
  public static LocalDate localDate(String name, @Nullable String text, LocalDate without) {
    if (text == null) {
      return without;
    }
    try {
      return checkedYear(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw invalid(name, "is a day like 2001-01-31");
    }
  }

  /** A point in time, null if none was given. */
  public static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      var time = OffsetDateTime.parse(text);
      checkedYear(time.toLocalDate());
      return time.toInstant();
    } catch (DateTimeException e) {
      throw invalid(name, "is a time with an offset like 2001-01-31T06:55:00Z");
    }
  }

  private static LocalDate checkedYear(LocalDate day) {
    if (day.getYear() < 1 || day.getYear() > MAX_YEAR) {
      throw new DateTimeException("the year is out of bounds");
    }
    return day;
  }
}
