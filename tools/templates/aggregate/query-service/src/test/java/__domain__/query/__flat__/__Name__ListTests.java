package __domain__.query.__flat__;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import __domain__.events.__Name__Event;
import __domain__.events.__Name__Event.__Name__Issued;
import __domain__.events.__Name__Event.__Name__Redeemed;
import __domain__.events.__Name__Events;
import dev.contrail.events.EventCodec;
import dev.contrail.events.EventTopic;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.query.projection.PureFold;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class __Name__ListTests {

  private static final UUID ID = new UUID(1, 1);
  private static final __Name__Event ISSUED = new __Name__Issued(ID, "first");
  private static final __Name__Event REDEEMED = new __Name__Redeemed(ID, "p-1");

  private static Set<__Name__Row> after(__Name__Event... events) {
    var codec = new EventCodec<>(__Name__Events.CATALOG);
    var log = new TestLog<>(new EventTopic("test", 12, (short) 1), codec);
    for (var event : events) {
      log.append(__Name__Events.streamId(event.__name__Id()), event);
    }
    return PureFold.rows(new __Name__List(), log.events());
  }

  @Test
  void anIssuedOneIsOnTheList() {
    assertThat(after(ISSUED))
        .containsExactly(new __Name__Row(ID, "first", __Name__Status.ISSUED, null, 1, 1));
  }

  @Test
  void aRedeemedOneTellsByWhom() {
    assertThat(after(ISSUED, REDEEMED))
        .containsExactly(new __Name__Row(ID, "first", __Name__Status.REDEEMED, "p-1", 2, 2));
  }

  @Test
  void whatWasNeverIssuedCannotBeRedeemed() {
    assertThatNullPointerException().isThrownBy(() -> after(REDEEMED));
  }
}
