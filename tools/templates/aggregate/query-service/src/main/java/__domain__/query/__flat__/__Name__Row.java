package __domain__.query.__flat__;

import __domain__.events.__Name__Event.__Name__Issued;
import dev.contrail.query.projection.Recorded;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One as the list keeps it. */
record __Name__Row(
    UUID __name__Id,
    String label,
    __Name__Status status,
    @Nullable String redeemedBy,
    long streamVersion,
    long position) {

  record Key(UUID __name__Id) {}

  static __Name__Row of(__Name__Issued event) {
    return new __Name__Row(event.__name__Id(), event.label(), __Name__Status.ISSUED, null, 0, 0);
  }

  __Name__Row redeemed(String by) {
    return new __Name__Row(__name__Id, label, __Name__Status.REDEEMED, by, streamVersion, position);
  }

  __Name__Row asOf(Recorded<?> recorded) {
    return new __Name__Row(
        __name__Id, label, status, redeemedBy, recorded.streamVersion(), recorded.position());
  }
}
