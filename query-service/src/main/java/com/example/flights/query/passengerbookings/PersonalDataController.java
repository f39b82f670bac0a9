package com.example.flights.query.passengerbookings;

import dev.contrail.query.consistency.Reads;
import dev.contrail.query.personal.PersonalData;
import dev.contrail.query.personal.PersonalData.Key;
import dev.contrail.security.Caller;
import dev.contrail.security.Scopes;
import dev.contrail.web.Problem;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says whether this side can still read what is personal of a passenger. */
@RestController
@Reads(PassengerBookings.NAME)
final class PersonalDataController {

  private final PersonalData personal;

  PersonalDataController(PersonalData personal) {
    this.personal = personal;
  }

  /**
   * @param readable whether any key is left
   * @param keys that have arrived here
   */
  record Report(String passengerId, boolean readable, List<Key> keys) {}

  /** Whether what is personal of a passenger can still be read here. */
  @GetMapping("/api/passengers/{passengerId}/personal-data")
  ResponseEntity<Report> report(@PathVariable("passengerId") String passengerId) {
    var caller = Caller.current();
    if (!caller.may(Scopes.ADMIN) && !caller.subject().equals(passengerId)) {
      throw Problem.of(
          HttpStatus.NOT_FOUND, "passenger-unknown", "There is no passenger with this id.");
    }
    var keys = personal.keysOf(passengerId);
    var readable = keys.stream().anyMatch(key -> key.destroyedAt() == null);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Report(passengerId, readable, keys));
  }
}
