package dev.contrail.query.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What has to hold for one of the values at a path: it is equal to something, or between bounds of
 * its own kind, or a text with certain words. Exactly one of the three.
 *
 * @param path as {@link Path} reads it
 * @param equalTo a text, number or boolean
 * @param atLeast lower bound, a number or a text; texts are compared by their characters, so that
 *     times in ISO format can be bounded
 * @param above lower bound, exclusive
 * @param atMost upper bound
 * @param below upper bound, exclusive
 * @param words all of which are found in the texts at the path, whatever their case and order
 */
record Condition(
    String path,
    @JsonProperty("equals") @Nullable JsonNode equalTo,
    @Nullable JsonNode atLeast,
    @Nullable JsonNode above,
    @Nullable JsonNode atMost,
    @Nullable JsonNode below,
    @JsonProperty("words") @Nullable String words) {

  List<JsonNode> bounds() {
    return Stream.of(atLeast, above, atMost, below).filter(Objects::nonNull).toList();
  }

  boolean hasBounds() {
    return !bounds().isEmpty();
  }

  /** Whether a value lies within the bounds. */
  boolean isWithin(JsonNode value) {
    return holds(atLeast, value, 0, 1)
        && holds(above, value, 1, 1)
        && holds(atMost, value, -1, 0)
        && holds(below, value, -1, -1);
  }

  private static boolean holds(@Nullable JsonNode bound, JsonNode value, int from, int to) {
    if (bound == null) {
      return true;
    }
    if (bound.isNumber() != value.isNumber() || bound.isString() != value.isString()) {
      return false;
    }
    var order =
        bound.isNumber()
            ? value.decimalValue().compareTo(bound.decimalValue())
            : value.stringValue().compareTo(bound.stringValue());
    var sign = Integer.signum(order);
    return sign >= from && sign <= to;
  }
}
