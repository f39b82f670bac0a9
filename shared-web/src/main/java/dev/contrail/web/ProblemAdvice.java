package dev.contrail.web;

import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.accept.InvalidApiVersionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Every error of a controller becomes a problem detail here, and nowhere else. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  /** A field of the request and what is wrong with it. */
  record FieldError(String field, String message) {}

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var errors =
        e.getBindingResult().getFieldErrors().stream()
            .map(error -> new FieldError(error.getField(), message(error.getDefaultMessage())))
            .toList();
    return invalid(errors);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var errors =
        e.getParameterValidationResults().stream()
            .flatMap(result ->
                result.getResolvableErrors().stream()
                    .map(error ->
                        new FieldError(
                            message(result.getMethodParameter().getParameterName()),
                            message(error.getDefaultMessage()))))
            .toList();
    return invalid(errors);
  }

  @ExceptionHandler(ConstraintViolationException.class)
  @Nullable ResponseEntity<Object> handleViolations(ConstraintViolationException e) {
    return invalid(
        e.getConstraintViolations().stream()
            .map(v -> new FieldError(v.getPropertyPath().toString(), v.getMessage()))
            .toList());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var body =
        Problem.detail(HttpStatus.BAD_REQUEST, "malformed-request", unreadable(e.getCause()));
    return answer(body, HttpHeaders.EMPTY);
  }

  /** The reason in words that name the field, never a class. */
  static String unreadable(@Nullable Throwable cause) {
    return switch (cause) {
      case DatabindException e when !e.getPath().isEmpty() ->
          "The field '%s' is unknown, missing or of the wrong kind.".formatted(pathOf(e));
      case JacksonException e when e.getLocation() != null ->
          "The body is not valid JSON near line %d, column %d."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      case null, default -> "The body is missing or is not valid JSON of the expected shape.";
    };
  }

  private static String pathOf(DatabindException e) {
    var path = new StringBuilder();
    for (var reference : e.getPath()) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
      }
    }
    return path.toString();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var detail =
        switch (e) {
          case ErrorResponse known ->
              known.updateAndGetBody(getMessageSource(), request.getLocale());
          default -> body instanceof ProblemDetail given ? given : ProblemDetail.forStatus(status);
        };
    if (detail.getType() == null || "about:blank".equals(detail.getType().toString())) {
      detail.setType(Problem.type(codeOf(status)));
    }
    return answer(detail, headers);
  }

  /** The header is known; what it asks for is not. */
  @ExceptionHandler
  @Nullable ResponseEntity<Object> handleVersion(InvalidApiVersionException e) {
    var body =
        Problem.detail(
            HttpStatus.BAD_REQUEST,
            "unknown-api-version",
            "There is no such version of this API. Leave the header out to get the oldest one.");
    return answer(body, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Object> handleUnexpected(Exception e) {
    // first: a connection to the database that breaks looks like one to a client
    var ofTheDatabase = DatabaseProblems.of(e).orElse(null);
    if (ofTheDatabase != null) {
      return answer(ofTheDatabase.getBody(), ofTheDatabase.getHeaders());
    }
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
      log.debug("the client has gone", e);
      return null;
    }
    return broken(e);
  }

  private static ResponseEntity<Object> broken(Exception e) {
    var errorId = UUID.randomUUID().toString();
    log.error("request failed, errorId={}", errorId, e);
    var body =
        Problem.detail(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal-error",
            "Something is broken here. Quote the errorId to the operators.");
    body.setProperty("errorId", errorId);
    return answer(body, HttpHeaders.EMPTY);
  }

  private static ResponseEntity<Object> invalid(List<FieldError> errors) {
    var body =
        Problem.detail(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid-content",
            "The request is well-formed, but its content breaks the rules listed under errors.");
    body.setProperty("errors", errors);
    return answer(body, HttpHeaders.EMPTY);
  }

  private static ResponseEntity<Object> answer(ProblemDetail body, HttpHeaders headers) {
    return ResponseEntity.status(body.getStatus())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(body);
  }

  /** The code of a status that says enough by itself. */
  static String codeOf(HttpStatusCode status) {
    var known = HttpStatus.resolve(status.value());
    return known == null
        ? "http-" + status.value()
        : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String message(@Nullable String text) {
    return text == null ? "is not valid" : text;
  }
}
