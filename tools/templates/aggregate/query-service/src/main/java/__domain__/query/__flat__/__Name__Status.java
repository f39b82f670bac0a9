package __domain__.query.__flat__;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far __article__ __words__ has come. */
enum __Name__Status {
  ISSUED,
  REDEEMED;

  @JsonValue
  String inJson() {
    return name().toLowerCase(Locale.ROOT);
  }
}
