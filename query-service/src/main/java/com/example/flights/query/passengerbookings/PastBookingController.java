package com.example.flights.query.passengerbookings;

import static com.example.flights.query.passengerbookings.BookingController.MAX_LIMIT;

import com.example.flights.query.passengerbookings.BookingController.After;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.personal.PersonalData;
import dev.contrail.query.timetravel.Moment;
import dev.contrail.query.timetravel.TimeTravel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The bookings of a passenger as they were. */
@RestController
@Reads(PassengerBookings.NAME)
final class PastBookingController {

  private final TimeTravel past;
  private final PassengerBookings projection;
  private final PastBookings bookings;
  private final PersonalData personal;

  PastBookingController(
      TimeTravel past, PassengerBookings projection, PastBookings bookings, PersonalData personal) {
    this.personal = personal;
    this.past = past;
    this.projection = projection;
    this.bookings = bookings;
  }

  /** By the departure that was planned then. */
  @GetMapping(path = "/api/passengers/{passengerId}/bookings", params = "asOf")
  ResponseEntity<Page<Booking>> ofPassenger(
      @PathVariable("passengerId") String passengerId,
      @RequestParam(name = "asOf") String asOf,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws InterruptedException {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var key = after == null ? After.NOTHING : PageCursor.parse(after, After::parse);
    var then = past.list(projection, Moment.asOf(asOf));
    var found =
        BookingAccess.isOpen(passengerId)
            ? bookings.ofPassenger(
                then.value().time(),
                passengerId,
                key.departure(),
                key.bookingId(),
                key.flightId(),
                fits + 1)
            : List.<Booking>of();
    var page = Page.of(personal.open(found), fits, After::cursorOf);
    return ResponseEntity.ok()
        .headers(page.getHeaders())
        .cacheControl(CacheControl.noStore()) // personal: the past itself can be erased
        .body(page.getBody());
  }
}
