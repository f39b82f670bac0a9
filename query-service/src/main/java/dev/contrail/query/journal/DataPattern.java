package dev.contrail.query.journal;

import dev.contrail.events.EventJson;
import dev.contrail.query.http.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks what events are to contain before the database sees it. */
final class DataPattern {

  private static final int MAX_LENGTH = 4_096;

  /** Digits before or after the point; {@code jsonb} can hold more, no event has them. */
  private static final int MAX_DIGITS = 1_000;

  private static final String NAME = "data";
  private static final JsonMapper JSON =
      EventJson.mapper()
          .rebuild()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private DataPattern() {}

  /**
   * The pattern as it was given.
   *
   * @throws dev.contrail.web.Problem 400 if it is not a JSON object with a value in it: without one
   *     every event would contain it, and no index would help
   */
  static String check(String text) {
    if (text.length() > MAX_LENGTH) {
      throw Parameters.invalid(NAME, "has at most %d characters".formatted(MAX_LENGTH));
    }
    JsonNode pattern;
    try {
      pattern = JSON.readTree(text);
    } catch (JacksonException e) {
      throw Parameters.invalid(NAME, "is not valid JSON");
    }
    if (!pattern.isObject() || !hasValue(pattern)) {
      throw Parameters.invalid(
          NAME, "is a JSON object with at least one value, like {\"colour\":\"red\"}");
    }
    checkStorable(pattern);
    return text;
  }

  private static boolean hasValue(JsonNode node) {
    return node.isContainer()
        ? node.valueStream().anyMatch(DataPattern::hasValue)
        : !node.isMissingNode();
  }

  private static void checkStorable(JsonNode node) {
    node.propertyNames().forEach(DataPattern::checkText);
    if (node.isString()) {
      checkText(node.stringValue());
    }
    if (node.isNumber()) {
      checkNumber(node);
    }
    node.forEach(DataPattern::checkStorable);
  }

  private static void checkText(String text) {
    var halves = text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    if (halves || text.indexOf('\0') >= 0) {
      throw Parameters.invalid(NAME, "contains NUL or half of a surrogate pair");
    }
  }

  private static void checkNumber(JsonNode number) {
    var value = number.decimalValue();
    if (Math.abs((long) value.scale()) > MAX_DIGITS) {
      throw Parameters.invalid(NAME, "contains a number that is out of bounds");
    }
  }
}
