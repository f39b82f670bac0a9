package com.example.flights.query.passengerbookings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads bookings as they were. */
interface PastBookings extends Repository<Booking, UUID> {

  @Query(
      Bookings.COLUMNS
          + """
          from projection.passenger_bookings_history
          where valid_during @> cast(:asOf as timestamptz) and passenger_id = :passengerId
            and (departure, booking_id, flight_id) > (:departure, :bookingId, :flightId)
          order by departure, booking_id, flight_id
          limit :limit
          """)
  List<Booking> ofPassenger(
      @Param("asOf") Instant asOf,
      @Param("passengerId") String passengerId,
      @Param("departure") LocalDateTime departure,
      @Param("bookingId") UUID bookingId,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);
}
