package dev.contrail.query.timetravel;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.contrail.query.http.Parameters;
import dev.contrail.web.Problem;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The point in a stream's life that a request asks for. */
public sealed interface Moment {

  /** After all events recorded up to and with this time, which is in µs as the log's times are. */
  record AsOf(Instant time) implements Moment {
    public AsOf {
      time = time.truncatedTo(MICROS); // no event lies between, and a database would round up
    }
  }

  /** Right after the stream's event of this number, from 1. */
  record Version(long number) implements Moment {
    public Version {
      if (number < 1) {
        throw Parameters.invalid("version", "is the number of an event of the resource, from 1");
      }
    }
  }

  /**
   * Reads the parameter {@code asOf}.
   *
   * @throws Problem 400 if it is no time with an offset
   */
  static AsOf asOf(String text) {
    return new AsOf(Objects.requireNonNull(Parameters.instant("asOf", text)));
  }

  /**
   * Reads the parameters of a request for a single resource, one of which is given.
   *
   * @throws Problem 400 if both are given, or neither can be read
   */
  static Moment of(@Nullable String asOf, @Nullable Long version) {
    if (asOf != null && version != null) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "ambiguous-time",
          "Ask either for a version or for a time: 'version' and 'asOf' exclude each other.");
    }
    if (version != null) {
      return new Version(version);
    }
    return asOf(Objects.requireNonNull(asOf, "neither a version nor a time is asked for"));
  }
}
