package com.example.flights.query.passengerbookings;

import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import com.example.flights.query.passengerbookings.BookingRow.Key;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.live.EventClient;
import dev.contrail.query.live.LiveTable;
import dev.contrail.query.live.LiveTables;
import dev.contrail.query.personal.PersonalData;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The bookings of a passenger, live. */
@RestController
@Reads(PassengerBookings.NAME)
final class LiveBookingController {

  private static final int MOST_BOOKINGS = 500;
  private static final LocalDateTime BEFORE_ALL = LocalDateTime.of(0, 1, 1, 0, 0);

  private final Bookings bookings;
  private final PersonalData personal;
  private final LiveTable<Key, Booking> live;

  LiveBookingController(Bookings bookings, LiveTables tables, PersonalData personal) {
    this.bookings = bookings;
    this.personal = personal;
    this.live =
        tables.of(
            PassengerBookings.NAME,
            Key.class,
            booking -> new Key(booking.flightId(), booking.bookingId(), booking.passengerId()),
            keys -> personal.openLive(find(keys)));
  }

  @GetMapping(path = "/api/passengers/{passengerId}/bookings", produces = TEXT_EVENT_STREAM_VALUE)
  void ofPassenger(@PathVariable("passengerId") String passengerId, EventClient client) {
    if (!BookingAccess.isOpen(passengerId)) {
      client.stream(live.own(List::of, booking -> false));
      return;
    }
    Parameters.checkFits(find(passengerId).size(), MOST_BOOKINGS);
    client.stream(
        live.own(
            () -> personal.openLive(find(passengerId)),
            booking -> booking.passengerId().equals(passengerId)));
  }

  private List<Booking> find(String passengerId) {
    return bookings.ofPassenger(
        passengerId, BEFORE_ALL, new UUID(0, 0), new UUID(0, 0), MOST_BOOKINGS + 1);
  }

  private List<Booking> find(Collection<Key> keys) {
    return bookings.findAll(
        keys.stream().map(Key::flightId).toList(),
        keys.stream().map(Key::bookingId).toList(),
        keys.stream().map(Key::passengerId).toList());
  }
}
