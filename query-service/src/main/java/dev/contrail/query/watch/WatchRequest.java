package dev.contrail.query.watch;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.contrail.web.Problem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/**
 * A watch as a client asks for it.
 *
 * @param since events after this position are matched; those after the last one there is if it is
 *     not given
 */
record WatchRequest(
    @Nullable String name,
    @Nullable List<String> types,
    @Nullable List<Condition> where,
    @Nullable WindowRequest window,
    @Nullable Long since) {

  private static final int MAX_NAME = 200;
  private static final int MAX_TYPES = 50;
  private static final int MAX_CONDITIONS = 20;
  private static final int MAX_TEXT = 1_000;
  private static final int MAX_COUNT = 1_000;
  private static final int MAX_PATHS = 4;
  private static final Duration MAX_WITHIN = Duration.ofDays(31);

  /** A window as it is asked for. */
  record WindowRequest(
      int count,
      String within,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<String> by) {}

  /** A field and what is wrong with it. */
  record FieldError(String field, String message) {}

  /**
   * What is to be watched for.
   *
   * @throws Problem 422 that names the fields that are wrong
   */
  Definition definition() {
    var errors = new ArrayList<FieldError>();
    var types = Objects.requireNonNullElse(this.types, List.<String>of());
    var where = Objects.requireNonNullElse(this.where, List.<Condition>of());
    checkTypes(types, errors);
    checkWhere(where, errors);
    check(
        !types.isEmpty() || !where.isEmpty(),
        "where",
        "is needed where there are no types: a watch for everything is the journal itself",
        errors);
    var checked = window == null ? null : checked(window, errors);
    if (!errors.isEmpty()) {
      throw Problem.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "invalid-content",
              "The request is well-formed, but its content breaks the rules listed under errors.")
          .with("errors", errors);
    }
    return new Definition(types, where, checked);
  }

  private void checkTypes(List<String> types, List<FieldError> errors) {
    check(name == null || isText(name, MAX_NAME), "name", "has 1 to 200 characters", errors);
    check(types.size() <= MAX_TYPES, "types", "has at most 50 of them", errors);
    check(types.stream().allMatch(t -> isText(t, MAX_NAME)), "types", "are names", errors);
  }

  private static void checkWhere(List<Condition> where, List<FieldError> errors) {
    check(where.size() <= MAX_CONDITIONS, "where", "has at most 20 conditions", errors);
    for (var i = 0; i < where.size(); i++) {
      var field = "where[" + i + "]";
      check(isCondition(where.get(i)), field, "is an object with a path", errors);
      if (isCondition(where.get(i))) {
        check(where.get(i), field, errors);
      }
    }
  }

  /** What was not given is null, whatever is said of it. */
  private static boolean isCondition(@Nullable Condition condition) {
    return condition != null && Objects.nonNull(condition.path());
  }

  private static void check(Condition condition, String field, List<FieldError> errors) {
    check(Path.isValid(condition.path()), field + ".path", "is a path like $.leg.origin", errors);
    var kinds =
        Stream.of(condition.equalTo() != null, condition.hasBounds(), condition.words() != null)
            .filter(given -> given)
            .count();
    check(
        kinds == 1,
        field,
        "has one of: equals; words; bounds, which are atLeast or above and atMost or below",
        errors);
    check(
        condition.equalTo() == null || isValue(condition.equalTo()),
        field + ".equals",
        "is a text of at most 1000 characters, a number or a boolean",
        errors);
    check(
        condition.words() == null
            || (isText(condition.words(), MAX_TEXT) && !Terms.words(condition.words()).isEmpty()),
        field + ".words",
        "has at least one word and at most 1000 characters",
        errors);
    checkBounds(condition, field, errors);
  }

  private static void checkBounds(Condition condition, String field, List<FieldError> errors) {
    var bounds = condition.bounds();
    check(
        bounds.stream().allMatch(bound -> isValue(bound) && !bound.isBoolean()),
        field,
        "has bounds that are numbers or texts",
        errors);
    check(
        new HashSet<>(bounds.stream().map(JsonNode::isNumber).toList()).size() <= 1,
        field,
        "has two numbers or two texts as bounds",
        errors);
    check(
        (condition.atLeast() == null || condition.above() == null)
            && (condition.atMost() == null || condition.below() == null),
        field,
        "has one lower and one upper bound at most",
        errors);
  }

  private static @Nullable Window checked(WindowRequest window, List<FieldError> errors) {
    check(
        window.count() >= 2 && window.count() <= MAX_COUNT,
        "window.count",
        "is from 2 to 1000",
        errors);
    var by = Objects.requireNonNullElse(window.by(), List.<String>of());
    check(
        by.size() <= MAX_PATHS && by.stream().allMatch(path -> path != null && Path.isValid(path)),
        "window.by",
        "has at most four paths like $.leg.origin",
        errors);
    var within = duration(window.within());
    if (within == null || within.toMillis() < 1 || within.compareTo(MAX_WITHIN) > 0) {
      errors.add(new FieldError("window.within", "is a time like PT10M, from PT0.001S to P31D"));
      return null;
    }
    return errors.isEmpty() ? new Window(window.count(), within, by) : null;
  }

  private static @Nullable Duration duration(@Nullable String text) {
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static boolean isText(@Nullable String text, int max) {
    return text != null && !text.isBlank() && text.length() <= max;
  }

  private static boolean isValue(JsonNode node) {
    return (node.isNumber() && Double.isFinite(node.doubleValue()))
        || node.isBoolean()
        || (node.isString()
            && node.stringValue().length() <= MAX_TEXT
            && node.stringValue().indexOf('\0') < 0);
  }

  private static void check(boolean holds, String field, String message, List<FieldError> errors) {
    if (!holds) {
      errors.add(new FieldError(field, message));
    }
  }
}
