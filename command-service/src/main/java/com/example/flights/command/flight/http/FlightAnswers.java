package com.example.flights.command.flight.http;

import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.FlightEvents;
import dev.contrail.command.http.CommandAnswers;
import dev.contrail.command.sequencer.Receipt;
import dev.contrail.events.EventCodec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answers to accepted commands on flights, made from what is recorded. */
@Component
final class FlightAnswers {

  private static final EventCodec<FlightEvent> CODEC = new EventCodec<>(FlightEvents.CATALOG);

  private final CommandAnswers answers;

  FlightAnswers(CommandAnswers answers) {
    this.answers = answers;
  }

  /** Where the flight stands after the command. */
  record FlightAnswer(UUID flightId, long version, long position) {}

  /** A booking, and where its flight stands after it. */
  record BookingAnswer(UUID flightId, UUID bookingId, long version, long position) {}

  /** The seats of a trip, and the place in the log from which all of them can be seen. */
  record TripAnswer(List<BookedSeat> bookings, long position) {}

  /** One seat of a trip. */
  record BookedSeat(UUID flightId, UUID bookingId, String seat) {}

  static FlightAnswer flight(Receipt receipt) {
    var head = only(receipt);
    return new FlightAnswer(
        FlightEvents.flightId(head.getKey()),
        head.getValue().version(),
        head.getValue().position());
  }

  /**
   * @param requested the booking's id in the request, for a booking that was there already
   */
  static BookingAnswer booking(Receipt receipt, UUID requested) {
    var head = only(receipt);
    var booked = seats(receipt).stream().map(SeatBooked::bookingId).findFirst().orElse(requested);
    return new BookingAnswer(
        FlightEvents.flightId(head.getKey()),
        booked,
        head.getValue().version(),
        head.getValue().position());
  }

  private static List<SeatBooked> seats(Receipt receipt) {
    return receipt.events().stream()
        .filter(event -> FlightEvents.isFlight(event.streamId()))
        .map(event -> CODEC.decode(event.type(), event.data()).orElseThrow())
        .filter(SeatBooked.class::isInstance)
        .map(SeatBooked.class::cast)
        .toList();
  }

  /** The flight's own stream; a booking writes to its passenger's as well. */
  private static Map.Entry<String, Receipt.StreamHead> only(Receipt receipt) {
    return receipt.heads().entrySet().stream()
        .filter(head -> FlightEvents.isFlight(head.getKey()))
        .findFirst()
        .orElseThrow();
  }

  ResponseEntity<FlightAnswer> scheduled(Receipt receipt) {
    var body = flight(receipt);
    return answers
        .answer(HttpStatus.CREATED, receipt, FlightEvents.streamId(body.flightId()))
        .location(URI.create("/api/flights/" + body.flightId()))
        .body(body);
  }

  ResponseEntity<FlightAnswer> changed(Receipt receipt) {
    var body = flight(receipt);
    return answers
        .answer(HttpStatus.OK, receipt, FlightEvents.streamId(body.flightId()))
        .body(body);
  }

  ResponseEntity<BookingAnswer> booked(Receipt receipt, UUID requested) {
    var body = booking(receipt, requested);
    return answers
        .answer(HttpStatus.CREATED, receipt, FlightEvents.streamId(body.flightId()))
        .location(URI.create("/api/flights/" + body.flightId() + "/bookings/" + body.bookingId()))
        .body(body);
  }

  ResponseEntity<TripAnswer> trip(Receipt receipt, String passengerId) {
    var bookings =
        seats(receipt).stream()
            .map(e -> new BookedSeat(e.flightId(), e.bookingId(), e.seat()))
            .toList();
    return answers
        .answer(HttpStatus.CREATED, receipt)
        .location(URI.create("/api/passengers/" + passengerId + "/bookings"))
        .body(new TripAnswer(bookings, receipt.events().getLast().position()));
  }
}
