package __domain__.events;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** What can happen to __article__ __words__. */
public sealed interface __Name__Event {

  UUID __name__Id();

  /** It can be redeemed from now on. */
  record __Name__Issued(UUID __name__Id, String label) implements __Name__Event {
    public __Name__Issued {
      requireNonNull(__name__Id, "__name__Id");
      requireNonNull(label, "label");
    }
  }

  /** It was used up. */
  record __Name__Redeemed(UUID __name__Id, String redeemedBy) implements __Name__Event {
    public __Name__Redeemed {
      requireNonNull(__name__Id, "__name__Id");
      requireNonNull(redeemedBy, "redeemedBy");
    }
  }
}
