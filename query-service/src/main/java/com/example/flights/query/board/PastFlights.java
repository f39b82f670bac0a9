package com.example.flights.query.board;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads the board as it was; one statement for each index. */
interface PastFlights extends Repository<Flight, UUID> {

  String SELECT =
      Flights.COLUMNS
          + """
          from projection.flight_board_history
          where valid_during @> cast(:asOf as timestamptz)
          """;

  @Query(SELECT + "and " + Flights.PAGE)
  List<Flight> all(
      @Param("asOf") Instant asOf,
      @Param("from") LocalDateTime from,
      @Param("to") LocalDateTime to,
      @Param("departure") LocalDateTime departure,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);

  @Query(SELECT + "and origin = :origin and " + Flights.PAGE)
  List<Flight> ofOrigin(
      @Param("asOf") Instant asOf,
      @Param("origin") String origin,
      @Param("from") LocalDateTime from,
      @Param("to") LocalDateTime to,
      @Param("departure") LocalDateTime departure,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);

  @Query(SELECT + "and destination = :destination and " + Flights.PAGE)
  List<Flight> ofDestination(
      @Param("asOf") Instant asOf,
      @Param("destination") String destination,
      @Param("from") LocalDateTime from,
      @Param("to") LocalDateTime to,
      @Param("departure") LocalDateTime departure,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);

  @Query(SELECT + "and origin = :origin and destination = :destination and " + Flights.PAGE)
  List<Flight> ofRoute(
      @Param("asOf") Instant asOf,
      @Param("origin") String origin,
      @Param("destination") String destination,
      @Param("from") LocalDateTime from,
      @Param("to") LocalDateTime to,
      @Param("departure") LocalDateTime departure,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);
}
