package __domain__.events;

import __domain__.events.__Name__Event.__Name__Issued;
import __domain__.events.__Name__Event.__Name__Redeemed;
import dev.contrail.events.EventCatalog;
import java.util.UUID;

/** The names under which __words__ events are recorded, and the names of their streams. */
public final class __Name__Events {

  /** Every __words__ event with the name and version it is recorded under. */
  public static final EventCatalog<__Name__Event> CATALOG =
      EventCatalog.of(__Name__Event.class)
          .type("__kebab__-issued", 1, __Name__Issued.class)
          .type("__kebab__-redeemed", 1, __Name__Redeemed.class)
          .build();

  private static final String STREAM_PREFIX = "__kebab__-";

  private __Name__Events() {}

  /** The stream of one __words__. */
  public static String streamId(UUID __name__Id) {
    return STREAM_PREFIX + __name__Id;
  }

  /**
   * The __words__ of a stream.
   *
   * @throws IllegalArgumentException if it is not the stream of __article__ __words__
   */
  public static UUID __name__Id(String streamId) {
    if (!streamId.startsWith(STREAM_PREFIX)) {
      throw new IllegalArgumentException(streamId + " is not the stream of __article__ __words__");
    }
    return UUID.fromString(streamId.substring(STREAM_PREFIX.length()));
  }
}
