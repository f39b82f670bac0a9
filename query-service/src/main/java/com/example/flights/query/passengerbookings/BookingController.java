package com.example.flights.query.passengerbookings;

import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.personal.PersonalData;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The bookings of a passenger. */
@RestController
@Reads(PassengerBookings.NAME)
final class BookingController {

  static final int MAX_LIMIT = 500;
  private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);

  private final Bookings bookings;
  private final PersonalData personal;

  BookingController(Bookings bookings, PersonalData personal) {
    this.bookings = bookings;
    this.personal = personal;
  }

  record After(LocalDateTime departure, UUID bookingId, UUID flightId) {

    static final After NOTHING = new After(FIRST.minusYears(1), new UUID(0, 0), new UUID(0, 0));

    static String cursorOf(Booking last) {
      return PageCursor.of(last.departure(), last.bookingId(), last.flightId());
    }

    static After parse(List<String> parts) {
      return new After(
          Parameters.localDateTime("after", parts.get(0), FIRST),
          UUID.fromString(parts.get(1)),
          UUID.fromString(parts.get(2)));
    }
  }

  /**
   * The bookings of a passenger, by departure; empty for one who never booked, and for one who is
   * not the caller.
   */
  @GetMapping("/api/passengers/{passengerId}/bookings")
  ResponseEntity<Page<Booking>> ofPassenger(
      @PathVariable("passengerId") String passengerId,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") int limit) {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var key = after == null ? After.NOTHING : PageCursor.parse(after, After::parse);
    var found =
        BookingAccess.isOpen(passengerId)
            ? bookings.ofPassenger(
                passengerId, key.departure(), key.bookingId(), key.flightId(), fits + 1)
            : List.<Booking>of();
    var page = Page.of(personal.open(found), fits, After::cursorOf);
    return ResponseEntity.ok()
        .headers(page.getHeaders())
        .cacheControl(CacheControl.noStore()) // personal
        .body(page.getBody());
  }
}
