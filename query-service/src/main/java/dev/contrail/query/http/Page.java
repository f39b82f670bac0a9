package dev.contrail.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A part of a sorted list and where it goes on. The next page begins after the last item's key, so
 * that it is found as fast as the first one and nothing is shown twice when rows come in between.
 *
 * @param next the request that gives the next page, relative to the server; null on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {

  /**
   * Answers the current request, with a {@code Link} as in RFC 8288 if there is more.
   *
   * @param found up to one row more than fits
   * @param limit how many fit, at least 1
   * @param cursorOf the value of {@code after} that leads on from an item
   */
  public static <T> ResponseEntity<Page<T>> of(
      List<T> found, int limit, Function<T, String> cursorOf) {
    if (found.size() <= limit) {
      return ResponseEntity.ok(new Page<>(found, null));
    }
    var items = List.copyOf(found.subList(0, limit));
    var request = ServletUriComponentsBuilder.fromCurrentRequest();
    var uri =
        request
            .scheme(null)
            .host(null)
            .port(null)
            .replaceQueryParam("after", cursorOf.apply(items.getLast()))
            .build(true) // as the client has encoded it
            .toUriString();
    return ResponseEntity.ok()
        .header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(uri))
        .body(new Page<>(items, uri));
  }
}
