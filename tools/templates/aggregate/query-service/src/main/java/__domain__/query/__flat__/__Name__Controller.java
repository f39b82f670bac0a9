package __domain__.query.__flat__;

import __domain__.events.__Name__Events;
import dev.contrail.query.consistency.ReadableStreams;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import dev.contrail.web.Problem;
import dev.contrail.web.StreamEtag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All __manywords__, and a single one. */
@RestController
@RequestMapping("/api/__kebabs__")
@Reads(__Name__List.NAME)
final class __Name__Controller {

  private static final int MAX_LIMIT = 500;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final __Names__ __names__;
  private final ReadableStreams streams;

  __Name__Controller(__Names__ __names__, ReadableStreams streams) {
    this.__names__ = __names__;
    this.streams = streams;
  }

  /** All __manywords__, in the order of their ids, which is that in which they were made. */
  @GetMapping
  ResponseEntity<Page<__Name__>> all(
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") int limit) {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var key =
        after == null
            ? BEFORE_ALL
            : PageCursor.parse(after, parts -> UUID.fromString(parts.getFirst()));
    return Page.of(__names__.after(key, fits + 1), fits, one -> PageCursor.of(one.__name__Id()));
  }

  /** One __words__, as its last event left it. */
  @GetMapping("/{__name__Id}")
  ResponseEntity<__Name__> get(@PathVariable("__name__Id") UUID __name__Id) {
    streams.check(__Name__List.NAME, __Name__Events.streamId(__name__Id));
    var __name__ =
        __names__
            .find(__name__Id)
            .orElseThrow(
                () -> Problem.of(HttpStatus.NOT_FOUND, "__kebab__-not-found", "There is none such."));
    return ResponseEntity.ok()
        .eTag(StreamEtag.of(__name__.version(), __name__.generation()))
        .body(__name__);
  }
}
