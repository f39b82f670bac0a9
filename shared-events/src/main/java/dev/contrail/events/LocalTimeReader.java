package dev.contrail.events;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateTimeDeserializer;

/**
 * Reads local times as {@link LocalDateTime#toString} writes them to the minute or second, and
 * leaves whatever else there is to Jackson: its formatter took a third of the time that an event
 * with one such field takes to be read.
 */
final class LocalTimeReader extends ValueDeserializer<LocalDateTime> {

  private static final String PATTERN = "0000-00-00T00:00:00";
  private static final int TO_THE_MINUTE = 16;

  @Override
  public LocalDateTime deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      var text = parser.getString();
      if (isPlain(text)) {
        try {
          return plain(text);
        } catch (DateTimeException e) {
          // no such day or hour: said in the words that are said of other texts
        }
      }
    }
    return LocalDateTimeDeserializer.INSTANCE.deserialize(parser, context);
  }

  private static boolean isPlain(String text) {
    if (text.length() != TO_THE_MINUTE && text.length() != PATTERN.length()) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var expected = PATTERN.charAt(i);
      var actual = text.charAt(i);
      if (expected == '0' ? actual < '0' || actual > '9' : actual != expected) {
        return false;
      }
    }
    return true;
  }

  private static LocalDateTime plain(String text) {
    return LocalDateTime.of(
        InstantText.number(text, 0, 4),
        InstantText.number(text, 5, 7),
        InstantText.number(text, 8, 10),
        InstantText.number(text, 11, 13),
        InstantText.number(text, 14, 16),
        text.length() == TO_THE_MINUTE ? 0 : InstantText.number(text, 17, 19));
  }
}
