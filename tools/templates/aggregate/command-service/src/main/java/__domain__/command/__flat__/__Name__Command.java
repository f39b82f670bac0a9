package __domain__.command.__flat__;

import java.util.UUID;

/** What can be asked of __article__ __words__. Ids and times are made before a command gets here. */
public sealed interface __Name__Command {

  UUID __name__Id();

  /** Makes one that can be redeemed. */
  record Issue__Name__(UUID __name__Id, String label) implements __Name__Command {}

  /** Uses it up. */
  record Redeem__Name__(UUID __name__Id, String redeemedBy) implements __Name__Command {}
}
