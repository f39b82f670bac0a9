package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.contrail.client.command.ApiException;
import dev.contrail.client.command.ApiResponse;
import dev.contrail.client.command.api.FlightsApi;
import dev.contrail.client.command.model.FlightAnswer;
import dev.contrail.client.command.model.FlightBook;
import dev.contrail.client.command.model.FlightBookingAnswer;
import dev.contrail.client.command.model.FlightSchedule;
import dev.contrail.client.command.model.Problem;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Clients that a stock generator has made of docs/api, and a day with them. */
final class GeneratedClients {

  private final dev.contrail.client.command.ApiClient commandClient =
      new dev.contrail.client.command.ApiClient();
  private final FlightsApi commands;
  private final dev.contrail.client.query.api.FlightsApi queries;

  GeneratedClients(RunningSystem system) {
    commandClient.updateBaseUri(system.commands().toString());
    commandClient.setRequestInterceptor(request -> prepare(request, system));
    commands = new FlightsApi(commandClient);
    var queryClient = new dev.contrail.client.query.ApiClient();
    queryClient.updateBaseUri(system.queries().toString());
    queryClient.setRequestInterceptor(request -> prepare(request, system));
    queries = new dev.contrail.client.query.api.FlightsApi(queryClient);
  }

  /** A generator accepts whatever is described, and who accepts a stream gets one. */
  private static void prepare(HttpRequest.Builder request, RunningSystem system) {
    request
        .setHeader("Accept", "application/json, application/problem+json")
        .setHeader("Authorization", "Bearer " + system.agent().token());
  }

  ApiResponse<FlightAnswer> schedule(UUID flight) throws ApiException {
    var plan =
        new FlightSchedule()
            .flightId(flight)
            .origin("LAX")
            .destination("BNA")
            .departure("2031-04-01T06:55")
            .distanceMiles(1797)
            .seats(6);
    return commands.scheduleFlightWithHttpInfo(plan, null, null, null, null, "1");
  }

  ApiResponse<FlightBookingAnswer> book(
      UUID flight, String seat, String key, @Nullable String ifMatch) throws ApiException {
    var booking =
        new FlightBook().passengerId("p-" + key).passengerName("Ada").seat(seat).fareCents(19_900L);
    return commands.bookFlightWithHttpInfo(flight, booking, key, ifMatch, null, null, null);
  }

  ApiResponse<FlightAnswer> cancel(UUID flight, UUID booking) throws ApiException {
    return commands.cancelBookingFlightWithHttpInfo(flight, booking, null, null, null, null, null);
  }

  int seatsLeft(UUID flight, ApiResponse<?> after) throws dev.contrail.client.query.ApiException {
    var token = header(after, "Consistency-Token");
    return queries
        .getFlightWithHttpInfo(flight, null, null, token, "wait=30", null, null, null)
        .getData()
        .getSeatsLeft();
  }

  static String header(ApiResponse<?> answer, String name) {
    return answer.getHeaders().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().getFirst())
        .findFirst()
        .orElseThrow();
  }

  /** What a call that has to fail is told. */
  Problem problemOf(int status, ThrowingCallable call) throws JsonProcessingException {
    var failure = catchThrowableOfType(ApiException.class, call);
    assertThat(failure.getCode()).isEqualTo(status);
    return commandClient.getObjectMapper().readValue(failure.getResponseBody(), Problem.class);
  }
}
