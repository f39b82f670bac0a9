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

  private static final int TO_THE_MINUTE = 16;
  private static final int TO_THE_SECOND = 19;

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
    var length = text.length();
    return (length == TO_THE_MINUTE || length == TO_THE_SECOND)
        && InstantText.looksLikeTime(text, length);
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
