package dev.contrail.query.watch;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What an event has to have for a watch to match it: words, which an index can look up, and values
 * within bounds, which are compared one by one.
 *
 * @param words all are needed
 */
record Needs(Definition definition, Set<String> words) {

  static Needs of(Definition definition) {
    var words = new HashSet<String>();
    definition.where().forEach(condition -> add(condition, words));
    return new Needs(definition, Set.copyOf(words));
  }

  private static void add(Condition condition, Set<String> words) {
    var path = condition.path();
    if (condition.equalTo() != null) {
      words.add(Terms.value(path, condition.equalTo()));
    }
    condition.bounds().forEach(bound -> words.add(Terms.comparable(path, bound)));
    if (condition.words() != null) {
      Terms.words(condition.words()).forEach(word -> words.add(Terms.word(path, word)));
    }
  }

  /** What an event has of the words that are asked for at some paths. */
  static Set<String> wordsOf(JsonNode data, Set<String> paths) {
    var words = new HashSet<String>();
    Path.walk(
        data,
        (path, value) -> {
          if (paths.contains(path)) {
            words.add(Terms.value(path, value));
            words.add(Terms.comparable(path, value));
            if (value.isString()) {
              Terms.words(value.stringValue()).forEach(word -> words.add(Terms.word(path, word)));
            }
          }
        });
    return words;
  }

  /** Whether each range has one value within its bounds. */
  boolean rangesHold(JsonNode data) {
    for (var condition : definition.where()) {
      if (condition.hasBounds()
          && Path.values(data, condition.path()).stream().noneMatch(condition::isWithin)) {
        return false;
      }
    }
    return true;
  }

  Set<String> paths() {
    var paths = new HashSet<String>();
    definition.where().forEach(condition -> paths.add(condition.path()));
    return paths;
  }
}
