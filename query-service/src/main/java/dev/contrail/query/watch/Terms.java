package dev.contrail.query.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import tools.jackson.databind.JsonNode;

/**
 * What events and watches are compared by: words of an index, each made of a path and a value in
 * one spelling. A watch needs some of them, an event has some.
 */
final class Terms {

  static final String TYPE = "type";
  static final String DATA = "data";

  /** Longer texts are known by their hash: an index bounds the length of its words. */
  private static final int MAX_LENGTH = 500;

  private static final Analyzer WORDS = new StandardAnalyzer();

  private Terms() {}

  /** That a path has this very value. */
  static String value(String path, JsonNode value) {
    if (value.isNumber()) {
      return path + "=n" + number(value.decimalValue());
    }
    return bounded(path + (value.isString() ? "=s" : "=b") + value.asString());
  }

  /** 1, 1.0 and 1e0 are one number. */
  private static String number(BigDecimal value) {
    var plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return plain.unscaledValue() + "e" + -plain.scale();
  }

  /** That a path has a value that can be compared with a bound of the same kind. */
  static String comparable(String path, JsonNode value) {
    return path + (value.isNumber() ? "#n" : "#s");
  }

  /** That the texts at a path have this word. */
  static String word(String path, String word) {
    return bounded(path + "~" + word);
  }

  /**
   * How well a word tells watches apart: a watch is looked up by the best of those it needs. Many
   * share a type or compare numbers at the same path, few ask for the same value.
   */
  static double weight(Term term) {
    if (term.field().equals(TYPE)) {
      return 0.1;
    }
    var text = term.text();
    if (text.endsWith("#n") || text.endsWith("#s")) {
      return 0.2;
    }
    return text.indexOf('~') >= 0 && text.indexOf('=') < 0 ? 0.5 : 1;
  }

  /** The words of a text, in one case. */
  static Set<String> words(String text) {
    var words = new LinkedHashSet<String>();
    try (var stream = WORDS.tokenStream(DATA, text)) {
      var word = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(word.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  static String bounded(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha-256 " + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
