package dev.contrail.command.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every class of ours that a state is made of: records, sealed interfaces, enums, and what they are
 * made of in turn. Of the JDK's classes only the names count.
 */
final class StateShape {

  private final Map<Class<?>, String> descriptions = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if the state has a part that is neither a record, nor sealed,
   *     nor an enum, nor one of the JDK's
   */
  StateShape(Class<?> state) {
    visit(state);
  }

  /** The sealed interfaces, whose values must say which record they are. */
  List<Class<?>> choices() {
    return descriptions.keySet().stream()
        .filter(type -> type.isSealed() && !type.isEnum())
        .toList();
  }

  /** The records that a sealed interface leaves to choose from. */
  static List<Class<?>> choicesOf(Class<?> choice) {
    var records = new ArrayList<Class<?>>();
    for (var permitted : choice.getPermittedSubclasses()) {
      records.addAll(permitted.isSealed() ? choicesOf(permitted) : List.of(permitted));
    }
    return records;
  }

  /**
   * Changes when the shape of the state changes, or the code of its classes or of the rules that
   * make it of events: they might make another state of the same ones.
   */
  String fingerprint(Collection<Class<?>> rules) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      descriptions.forEach((type, description) -> {
        digest.update(description.getBytes(UTF_8));
        digest.update(code(type));
      });
      rules.forEach(rule -> digest.update(code(rule)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void visit(Type type) {
    if (type instanceof ParameterizedType generic) {
      visit(generic.getRawType());
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::visit);
    } else if (type instanceof Class<?> plain
        && !isForeign(plain)
        && !descriptions.containsKey(plain)) {
      descriptions.put(plain, describe(plain));
      partsOf(plain).forEach(this::visit);
    }
  }

  private static boolean isForeign(Class<?> type) {
    return type.isPrimitive() || type.getName().startsWith("java.");
  }

  private static List<Type> partsOf(Class<?> type) {
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents()).map(part -> part.getGenericType()).toList();
    }
    return type.isSealed() && !type.isEnum() ? List.of(type.getPermittedSubclasses()) : List.of();
  }

  private static String describe(Class<?> type) {
    if (type.isRecord()) {
      return type.getSimpleName()
          + Arrays.stream(type.getRecordComponents())
              .map(part -> part.getName() + ":" + part.getGenericType().getTypeName())
              .toList();
    }
    if (type.isEnum()) {
      return type.getSimpleName() + Arrays.toString(type.getEnumConstants());
    }
    if (type.isSealed()) {
      return type.getSimpleName()
          + Arrays.stream(type.getPermittedSubclasses()).map(Class::getSimpleName).toList();
    }
    throw new IllegalArgumentException(
        type.getName() + " is neither a record, nor sealed, nor an enum: no snapshot can hold it");
  }

  private static byte[] code(Class<?> type) {
    var name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (var in = type.getResourceAsStream(name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
