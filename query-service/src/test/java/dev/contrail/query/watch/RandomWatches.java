package dev.contrail.query.watch;

import dev.contrail.query.fixture.JournalTable.Row;
import dev.contrail.query.journal.JournalEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counters' events and watches over them at random, and a plain look at each event by each watch.
 */
final class RandomWatches {

  private static final List<String> WORDS = List.of("Fog", "heavy", "snow", "on", "runway", "FOG,");
  private static final JsonMapper JSON = new JsonMapper();

  private final Random random;

  RandomWatches(Random random) {
    this.random = random;
  }

  Row row(long position) {
    var data =
        """
        {"counter":"c%d","by":%s,"at":{"day":"2026-01-%02d","open":%b,"tags":["t%d","t%d"]},
         "note":"%s %s","list":[{"n":%d},{"n":%d},"x"],"odd.name":1,"none":null}
        """
            .formatted(
                random.nextInt(20),
                number(),
                1 + random.nextInt(28),
                random.nextBoolean(),
                random.nextInt(5),
                random.nextInt(5),
                word(),
                word(),
                random.nextInt(10),
                random.nextInt(10));
    var type = random.nextBoolean() ? "counter-raised" : "counter-cleared";
    return Row.of(position, type, data.strip());
  }

  private String number() {
    var value = random.nextInt(10);
    return switch (random.nextInt(3)) {
      case 0 -> value + "";
      case 1 -> value + ".0";
      default -> value + ".5";
    };
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  Definition definition() {
    var types =
        Stream.of("counter-raised", "counter-cleared").filter(_ -> random.nextInt(3) == 0).toList();
    var where = new ArrayList<Condition>();
    for (var i = random.nextInt(3); i >= 0; i--) {
      where.add(condition());
    }
    return new Definition(types, where, null);
  }

  private Condition condition() {
    var some = random.nextInt(10);
    return switch (random.nextInt(9)) {
      case 0 -> equal("$.counter", "\"c" + random.nextInt(20) + "\"");
      case 1 -> equal("$.by", number());
      case 2 -> equal("$.at.open", random.nextBoolean() + "");
      case 3 -> equal("$.at.tags", "\"t" + random.nextInt(5) + "\"");
      case 4 -> equal("$.list.n", some + "");
      case 5 -> range("$.by", some + "", some + 3 + "");
      case 6 -> range("$.list.n", some + "", null);
      case 7 -> range("$.at.day", "\"2026-01-1\"", "\"2026-01-%02d\"".formatted(10 + some));
      default ->
          new Condition(
              random.nextInt(10) == 0 ? "$.odd.name" : "$.note",
              null,
              null,
              null,
              null,
              null,
              word() + " " + word());
    };
  }

  private static Condition equal(String path, String value) {
    return new Condition(path, JSON.readTree(value), null, null, null, null, null);
  }

  private Condition range(String path, String low, @Nullable String high) {
    var lower = JSON.readTree(low);
    var upper = high == null ? null : JSON.readTree(high);
    return random.nextBoolean()
        ? new Condition(path, null, lower, null, null, upper, null)
        : new Condition(path, null, null, lower, upper, null, null);
  }

  static Watch watch(UUID id, Definition definition, long since) {
    return new Watch(id, "", definition, since, null, Instant.EPOCH);
  }

  static JournalEvent event(Row row) {
    return new JournalEvent(
        row.position(),
        row.stream(),
        1,
        row.type(),
        1,
        row.data(),
        row.metadata(),
        new UUID(0, row.position()),
        0,
        row.recordedAt(),
        "");
  }

  /** As a reader of the page about watches would do it by hand. */
  static boolean matches(Definition definition, Row row) {
    var data = JSON.readTree(row.data());
    return (definition.types().isEmpty() || definition.types().contains(row.type()))
        && definition.where().stream().allMatch(condition -> holds(condition, data));
  }

  private static boolean holds(Condition condition, JsonNode data) {
    var values = new ArrayList<JsonNode>();
    collect(data, List.of(condition.path().substring(2).split("\\.")), values);
    if (condition.words() != null) {
      var there = new ArrayList<String>();
      values.stream().filter(JsonNode::isString).forEach(v -> there.addAll(words(v.stringValue())));
      return there.containsAll(words(condition.words()));
    }
    return values.stream().anyMatch(value -> holds(condition, value, 0));
  }

  private static boolean holds(Condition condition, JsonNode value, int none) {
    var equal = condition.equalTo();
    if (equal != null) {
      return compare(value, equal) == none;
    }
    return (condition.atLeast() == null || in(compare(value, condition.atLeast()), Set.of(0, 1)))
        && (condition.above() == null || in(compare(value, condition.above()), Set.of(1)))
        && (condition.atMost() == null || in(compare(value, condition.atMost()), Set.of(0, -1)))
        && (condition.below() == null || in(compare(value, condition.below()), Set.of(-1)));
  }

  private static boolean in(int order, Set<Integer> allowed) {
    return allowed.contains(order);
  }

  /** 7 if they cannot be compared. */
  private static int compare(JsonNode value, JsonNode bound) {
    if (value.isNumber() && bound.isNumber()) {
      return Double.compare(value.doubleValue(), bound.doubleValue());
    }
    if (value.isString() && bound.isString()) {
      return Integer.signum(value.stringValue().compareTo(bound.stringValue()));
    }
    return value.isBoolean() && value.equals(bound) ? 0 : 7;
  }

  private static void collect(JsonNode node, List<String> names, List<JsonNode> values) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, names, values));
    } else if (names.isEmpty()) {
      values.add(node);
    } else if (node.has(names.getFirst())) {
      collect(node.get(names.getFirst()), names.subList(1, names.size()), values);
    }
  }

  private static List<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+")).toList();
  }
}
