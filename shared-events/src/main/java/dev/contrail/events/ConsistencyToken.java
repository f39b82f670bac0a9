package dev.contrail.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a writer has seen, to be sent back with a read: the command service gives it, the query
 * service answers no older than it. Opaque to clients.
 *
 * @param cell the log that was written to
 * @param positions for each stream written to, the position of its last event
 */
public record ConsistencyToken(String cell, Map<String, Long> positions) {

  /** The HTTP header that carries it, both ways. */
  public static final String HEADER = "Consistency-Token";

  private static final int MAX_LENGTH = 8_192;

  public ConsistencyToken {
    positions = Map.copyOf(positions);
  }

  public String encode() {
    var text =
        new TreeMap<>(positions)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "@" + entry.getValue())
                .collect(Collectors.joining(",", cell + ":", ""));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /** The same by partition of the topic: the last position in each. */
  public Map<Integer, Long> positionsIn(EventTopic topic) {
    var byPartition = new TreeMap<Integer, Long>();
    positions.forEach(
        (stream, position) -> byPartition.merge(topic.partitionOf(stream), position, Math::max));
    return byPartition;
  }

  /**
   * One that is waited for just as long, and whose length does not grow with the number of streams:
   * of those in one partition only the last written to.
   */
  public ConsistencyToken lastIn(EventTopic topic) {
    var byPartition = positionsIn(topic);
    var last = new HashMap<>(positions);
    last.entrySet()
        .removeIf(entry ->
            entry.getValue() < byPartition.getOrDefault(topic.partitionOf(entry.getKey()), 0L));
    return new ConsistencyToken(cell, last);
  }

  /** Empty if the text is no token. */
  public static Optional<ConsistencyToken> decode(String encoded) {
    if (encoded.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(encoded), UTF_8);
      var colon = text.indexOf(':');
      if (colon < 1) {
        return Optional.empty();
      }
      var positions = new TreeMap<String, Long>();
      for (var entry : text.substring(colon + 1).split(",")) {
        var at = entry.lastIndexOf('@');
        positions.put(entry.substring(0, at), Long.parseLong(entry.substring(at + 1)));
      }
      return Optional.of(new ConsistencyToken(text.substring(0, colon), positions));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
