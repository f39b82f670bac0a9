package com.example.flights.command.passenger.http;

import com.example.flights.events.FlightEvents;
import com.example.flights.events.PassengerEvents;
import dev.contrail.command.personal.ErasureReport;
import dev.contrail.command.personal.Erasures;
import dev.contrail.events.EventCatalog;
import dev.contrail.security.Caller;
import dev.contrail.security.Scopes;
import dev.contrail.web.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Erases what is personal of a passenger, and says what there is. */
@RestController
final class PersonalDataController {

  static final String PATH = "/api/passengers/{passengerId}/personal-data";

  private static final List<EventCatalog<?>> EVENTS =
      List.of(FlightEvents.CATALOG, PassengerEvents.CATALOG);

  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Erasures erasures;

  PersonalDataController(Erasures erasures) {
    this.erasures = erasures;
  }

  /**
   * @param keysDestroyed none if there were none left
   * @param report where to ask what is left
   */
  record Erased(String passengerId, int keysDestroyed, URI report) {}

  /**
   * Erases what is personal of a passenger. It is accepted: the query service hears of it next. May
   * be sent again.
   */
  @DeleteMapping(PATH)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<Erased> erase(@PathVariable("passengerId") String passengerId) {
    PersonalDataAccess.require(passengerId);
    var keys = erasures.erase(passengerId, Caller.current().subject());
    var report = UriComponentsBuilder.fromPath(PATH).build(passengerId);
    return ResponseEntity.accepted().location(report).body(new Erased(passengerId, keys, report));
  }

  /**
   * What there is of a passenger's personal data. Who administers the system is also told where was
   * looked and what was found, one at a time, for the whole log is looked through.
   */
  @GetMapping(PATH)
  ErasureReport report(@PathVariable("passengerId") String passengerId) {
    PersonalDataAccess.require(passengerId);
    return Caller.current().may(Scopes.ADMIN)
        ? erasures.report(passengerId, EVENTS).orElseThrow(PersonalDataController::busy)
        : erasures.keysOf(passengerId);
  }

  private static Problem busy() {
    return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Another report is being made.")
        .retryAfter(AGAIN);
  }
}
