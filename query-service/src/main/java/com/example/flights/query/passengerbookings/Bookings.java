package com.example.flights.query.passengerbookings;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads bookings. */
interface Bookings extends Repository<Booking, UUID> {

  String COLUMNS =
      """
      select booking_id, flight_id, passenger_id, passenger_name, seat, fare_cents, status,
        flight_status, origin, destination, departure, delay_minutes, booked_at, position
      """;

  @Query(
      COLUMNS
          + """
          from projection.passenger_bookings
          where passenger_id = :passengerId
            and (departure, booking_id, flight_id) > (:departure, :bookingId, :flightId)
          order by departure, booking_id, flight_id
          limit :limit
          """)
  List<Booking> ofPassenger(
      @Param("passengerId") String passengerId,
      @Param("departure") LocalDateTime departure,
      @Param("bookingId") UUID bookingId,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);

  /** Those there are of these flights, ids and passengers, in three lists of one length. */
  @Query(
      COLUMNS
          + """
          from projection.passenger_bookings
          join unnest(
              array[:flightIds]::uuid[], array[:bookingIds]::uuid[], array[:passengerIds]::text[])
            as wanted (flight_id, booking_id, passenger_id)
            using (flight_id, booking_id, passenger_id)
          """)
  List<Booking> findAll(
      @Param("flightIds") Collection<UUID> flightIds,
      @Param("bookingIds") Collection<UUID> bookingIds,
      @Param("passengerIds") Collection<String> passengerIds);
}
