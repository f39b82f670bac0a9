package dev.contrail.query.projection;

import dev.contrail.web.Problem;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** {@code /actuator/projections}: how they stand, and what an operator can do to one. */
@Endpoint(id = "projections")
final class ProjectionsEndpoint {

  private static final Logger log = LoggerFactory.getLogger(ProjectionsEndpoint.class);
  private static final String LOCKED = "55P03";
  private static final Map<HttpStatus, String> CODES =
      Map.of(
          HttpStatus.BAD_REQUEST, "invalid-request",
          HttpStatus.NOT_FOUND, "not-found",
          HttpStatus.CONFLICT, "not-now");

  private final ProjectionReports reports;
  private final ProjectionOperator operator;

  ProjectionsEndpoint(ProjectionReports reports, ProjectionOperator operator) {
    this.reports = reports;
    this.operator = operator;
  }

  /** Every projection. */
  @ReadOperation
  List<ProjectionReport> all() {
    return reports.all();
  }

  /** One of them; 404 if there is no such. */
  @ReadOperation
  @Nullable ProjectionReport one(@Selector String name) {
    return reports.of(name).orElse(null);
  }

  /** {@code parked}: streams that stand; {@code skips}; {@code dead-letters}: what was no event. */
  @ReadOperation
  @Nullable List<?> of(@Selector String name, @Selector String what) {
    if (reports.of(name).isEmpty()) {
      return null;
    }
    return switch (what) {
      case "parked" -> reports.parked(name);
      case "skips" -> reports.skips(name);
      case "dead-letters" -> reports.deadLetters();
      default -> null;
    };
  }

  /** An answer to a request. */
  record Answer(String message) {}

  /**
   * Does something to a projection; 409 says why it cannot be done now.
   *
   * @param action {@code rebuild}, {@code audit}, {@code switch}, {@code rollback}, {@code drop},
   *     {@code pause}, {@code resume}, {@code retry}, {@code skip}, {@code unskip} or {@code
   *     rebuild-stream}
   * @param generation the number of the one to switch to or to drop
   * @param expected with a rebuild: columns that may differ, separated by commas; other differences
   *     hold the switch
   * @param position of the event to skip or to count again
   * @param reason why it is skipped
   * @param stream to be folded anew
   */
  @WriteOperation
  WebEndpointResponse<Object> act(
      @Selector String name,
      @Selector String action,
      @Nullable Integer generation,
      @Nullable String expected,
      @Nullable Long position,
      @Nullable String reason,
      @Nullable String stream) {
    if (reports.of(name).isEmpty()) {
      return refused(HttpStatus.NOT_FOUND, "There is no projection " + name + ".");
    }
    return switch (action) {
      case "rebuild" -> done(name, action, () -> operator.rebuild(name, columns(expected)));
      case "audit" -> done(name, action, () -> operator.audit(name));
      case "rollback" -> done(name, action, () -> operator.rollback(name));
      case "pause" -> done(name, action, () -> operator.pause(name));
      case "resume" -> done(name, action, () -> operator.resume(name));
      case "retry" -> done(name, action, () -> operator.retry(name));
      case "skip" -> skip(name, position, reason);
      case "unskip" -> unskip(name, position);
      case "rebuild-stream" -> rebuildStream(name, stream);
      case "switch", "drop" -> ofGeneration(name, action, generation);
      default -> refused(HttpStatus.NOT_FOUND, "There is no action " + action + ".");
    };
  }

  private WebEndpointResponse<Object> ofGeneration(
      String name, String action, @Nullable Integer generation) {
    if (generation == null) {
      return refused(HttpStatus.BAD_REQUEST, "Say which 'generation'.");
    }
    return done(
        name,
        action,
        () ->
            action.equals("drop")
                ? operator.drop(name, generation)
                : operator.switchTo(name, generation));
  }

  private WebEndpointResponse<Object> skip(
      String name, @Nullable Long position, @Nullable String reason) {
    if (position == null || reason == null) {
      return refused(HttpStatus.BAD_REQUEST, "Say which 'position' and for what 'reason'.");
    }
    if (position < 1 || reason.indexOf('\0') >= 0) {
      return refused(
          HttpStatus.BAD_REQUEST, "A position is at least 1, and a reason is text without NUL.");
    }
    return done(name, "skip", () -> operator.skip(name, position, reason));
  }

  private WebEndpointResponse<Object> unskip(String name, @Nullable Long position) {
    return position == null
        ? refused(HttpStatus.BAD_REQUEST, "Say which 'position'.")
        : done(name, "unskip", () -> operator.unskip(name, position));
  }

  private WebEndpointResponse<Object> rebuildStream(String name, @Nullable String stream) {
    return stream == null || stream.indexOf('\0') >= 0
        ? refused(HttpStatus.BAD_REQUEST, "Say which 'stream'.")
        : done(name, "rebuild a stream of", () -> operator.rebuildStream(name, stream));
  }

  private static WebEndpointResponse<Object> done(
      String name, String action, Supplier<String> operation) {
    try {
      var message = operation.get();
      log.info("an operator has asked to {} {}: {}", action, name, message);
      return new WebEndpointResponse<>(new Answer(message));
    } catch (IllegalArgumentException e) {
      return refused(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      return refused(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    } catch (DataAccessException e) {
      if (e.getRootCause() instanceof SQLException sql && LOCKED.equals(sql.getSQLState())) {
        return refused(
            HttpStatus.CONFLICT, "Somebody holds what has to be locked: it is busy, try again.");
      }
      throw e;
    }
  }

  private static @Nullable Set<String> columns(@Nullable String separated) {
    return separated == null
        ? null
        : Arrays.stream(separated.split(","))
            .map(String::strip)
            .filter(column -> !column.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  private static WebEndpointResponse<Object> refused(HttpStatus status, String why) {
    return new WebEndpointResponse<>(
        Problem.detail(status, CODES.getOrDefault(status, "refused"), why),
        status.value(),
        MediaType.APPLICATION_PROBLEM_JSON);
  }
}
