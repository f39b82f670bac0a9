package com.example.flights.command.flight.http;

import com.example.flights.command.flight.FlightCommand;
import com.example.flights.command.flight.FlightCommand.BookSeat;
import com.example.flights.command.flight.FlightCommand.ScheduleFlight;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.contrail.command.http.CommandBatch.LineHandler;
import dev.contrail.command.http.CommandBatch.Prepared;
import dev.contrail.command.http.CommandContext;
import dev.contrail.web.Problem;
import jakarta.validation.Validator;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the lines of a batch: a command's body with {@code type}, ids and {@code key} beside it.
 */
@Component
final class FlightLines implements LineHandler {

  private final Flights flights;
  private final FlightAccess access;
  private final JsonMapper json;
  private final Validator validator;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  FlightLines(Flights flights, FlightAccess access, JsonMapper json, Validator validator) {
    this.flights = flights;
    this.access = access;
    this.json = json;
    this.validator = validator;
  }

  @Override
  public Prepared prepare(byte[] line, Function<@Nullable String, CommandContext> context) {
    try {
      if (!(json.readTree(line) instanceof ObjectNode fields)) {
        throw malformed("a line is a JSON object");
      }
      var key = takeText(fields, "key");
      var command = command(fields);
      var submission = flights.submission(command, context.apply(key));
      return switch (command) {
        case ScheduleFlight _ ->
            new Prepared(submission, HttpStatus.CREATED, FlightAnswers::flight);
        case BookSeat book ->
            new Prepared(
                submission,
                HttpStatus.CREATED,
                receipt -> FlightAnswers.booking(receipt, book.bookingId()));
        default -> new Prepared(submission, HttpStatus.OK, FlightAnswers::flight);
      };
    } catch (JacksonException e) {
      throw malformed("the line is not JSON of the expected shape");
    }
  }

  private FlightCommand command(ObjectNode fields) {
    var type = takeText(fields, "type");
    return switch (type) {
      case "schedule-flight" -> {
        var request = content(fields, FlightRequests.Schedule.class);
        yield request.toCommand(request.flightId() == null ? ids.generate() : request.flightId());
      }
      case "reschedule-flight" -> {
        var id = takeId(fields, "flightId");
        yield content(fields, FlightRequests.Reschedule.class).toCommand(id);
      }
      case "depart-flight" -> {
        var id = takeId(fields, "flightId");
        yield content(fields, FlightRequests.Depart.class).toCommand(id);
      }
      case "cancel-flight" -> {
        var id = takeId(fields, "flightId");
        yield content(fields, FlightRequests.Cancel.class).toCommand(id);
      }
      case "book-seat" -> {
        var id = takeId(fields, "flightId");
        var request = content(fields, FlightRequests.Book.class);
        yield access.requireBookable(
            request.toCommand(
                id, request.bookingId() == null ? ids.generate() : request.bookingId()));
      }
      case "cancel-booking" -> {
        var id = takeId(fields, "flightId");
        var bookingId = takeId(fields, "bookingId");
        content(fields, Nothing.class);
        yield access.cancellation(id, bookingId);
      }
      case null, default -> throw malformed("'type' names no command on flights");
    };
  }

  /** The content of a command that has none. */
  private record Nothing() {}

  private <T> T content(ObjectNode fields, Class<T> request) {
    var content = json.treeToValue(fields, request);
    var violations = validator.validate(content);
    if (!violations.isEmpty()) {
      throw Problem.of(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "invalid-content",
          violations.stream()
              .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
              .sorted()
              .collect(Collectors.joining("; ")));
    }
    return content;
  }

  private static @Nullable String takeText(ObjectNode fields, String name) {
    JsonNode field = fields.remove(name);
    if (field == null) {
      return null;
    }
    if (!field.isString()) {
      throw malformed("'%s' is a text".formatted(name));
    }
    return field.stringValue();
  }

  private static UUID takeId(ObjectNode fields, String name) {
    var text = takeText(fields, name);
    try {
      if (text != null) {
        return UUID.fromString(text);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw malformed("'%s' is a UUID".formatted(name));
  }

  private static Problem malformed(String detail) {
    return Problem.of(HttpStatus.BAD_REQUEST, "malformed-request", detail);
  }
}
