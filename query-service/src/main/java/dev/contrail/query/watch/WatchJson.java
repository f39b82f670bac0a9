package dev.contrail.query.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the database keeps: numbers as exact as they are, however long it writes them. */
final class WatchJson {

  /** PostgreSQL writes numbers without an exponent. */
  private static final int MAX_NUMBER_LENGTH = 200_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(MAX_NUMBER_LENGTH).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private WatchJson() {}

  static JsonNode data(String json) {
    return MAPPER.readTree(json);
  }

  static Definition definition(String json) {
    return MAPPER.readValue(json, Definition.class);
  }

  static String text(Definition definition) {
    return MAPPER.writeValueAsString(definition);
  }
}
