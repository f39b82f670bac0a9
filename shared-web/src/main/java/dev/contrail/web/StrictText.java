package dev.contrail.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Refuses text that PostgreSQL's {@code jsonb} cannot hold: NUL and lone surrogates. A text that is
 * no field of anything may be a number: the parameters of an operator's request come as a map.
 */
final class StrictText extends StdScalarDeserializer<String> {

  private final boolean field;

  StrictText() {
    this(true);
  }

  private StrictText(boolean field) {
    super(String.class);
    this.field = field;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    return new StrictText(property != null);
  }

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    var text =
        !field && parser.currentToken().isNumeric()
            ? parser.getString()
            : StringDeserializer.instance.deserialize(parser, context);
    if (text != null && !storable(text)) {
      return (String)
          context.handleWeirdStringValue(
              String.class, "…", "contains NUL or half of a surrogate pair");
    }
    return text;
  }

  static boolean storable(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)
          && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
        return false;
      }
    }
    return true;
  }
}
