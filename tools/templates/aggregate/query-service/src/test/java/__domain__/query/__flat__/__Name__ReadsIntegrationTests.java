package __domain__.query.__flat__;

import static org.assertj.core.api.Assertions.assertThat;

import __domain__.events.__Name__Event;
import __domain__.events.__Name__Event.__Name__Issued;
import __domain__.events.__Name__Event.__Name__Redeemed;
import __domain__.events.__Name__Events;
import __domain__.query.RunningQueryService;
import dev.contrail.events.EventCodec;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From the topic to the answer. */
class __Name__ReadsIntegrationTests extends RunningQueryService {

  private static final EventCodec<__Name__Event> CODEC = new EventCodec<>(__Name__Events.CATALOG);

  private String tell(__Name__Event event) {
    return tell(__Name__Events.streamId(event.__name__Id()), CODEC.encode(event));
  }

  @Test
  void oneIsReadAsItsLastEventLeftIt() {
    var id = UUID.randomUUID();
    tell(new __Name__Issued(id, "first"));
    var token = tell(new __Name__Redeemed(id, "p-1"));
    assertThat(get("/api/__kebabs__/" + id, token))
        .hasStatusOk()
        .hasHeader("ETag", "\"2-g1\"")
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"__name__Id":"%s","label":"first","status":"redeemed","redeemedBy":"p-1","version":2}
            """
                .formatted(id));
  }

  @Test
  void theListGoesOnWhereAPageEnded() {
    tell(new __Name__Issued(UUID.randomUUID(), "one"));
    var token = tell(new __Name__Issued(UUID.randomUUID(), "another"));
    var page = get("/api/__kebabs__?limit=1", token);
    assertThat(page).hasStatusOk().containsHeader("Link");
    assertThat(page).bodyJson().extractingPath("items.length()").isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(mvc.get().uri("/api/__kebabs__/" + UUID.randomUUID())).hasStatus(404);
  }
}
