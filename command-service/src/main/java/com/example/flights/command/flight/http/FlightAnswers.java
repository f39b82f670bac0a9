package com.example.flights.command.flight.http;

import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.FlightEvents;
import dev.contrail.command.http.CommandAnswers;
import dev.contrail.command.sequencer.Receipt;
import dev.contrail.events.Decoded;
import dev.contrail.events.EventCodec;
import java.net.URI;
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

  /** The same, with the booking. */
  record BookingAnswer(UUID flightId, UUID bookingId, long version, long position) {}

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
    var booked =
        receipt.events().stream()
            .map(event -> CODEC.decode(event.type(), event.data()))
            .map(decoded -> decoded instanceof Decoded.Known<FlightEvent>(SeatBooked e) ? e : null)
            .filter(java.util.Objects::nonNull)
            .map(SeatBooked::bookingId)
            .findFirst()
            .orElse(requested);
    return new BookingAnswer(
        FlightEvents.flightId(head.getKey()),
        booked,
        head.getValue().version(),
        head.getValue().position());
  }

  private static Map.Entry<String, Receipt.StreamHead> only(Receipt receipt) {
    return receipt.heads().entrySet().iterator().next();
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
}
