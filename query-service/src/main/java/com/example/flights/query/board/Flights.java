package com.example.flights.query.board;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads the board; one statement for each index. */
interface Flights extends Repository<Flight, UUID> {

  String COLUMNS =
      """
      select flight_id, origin, destination, departure, distance_miles, status, delay_minutes,
        cancellation_reason, seats, seats - seats_booked as seats_left, stream_version as version,
        position, generation
      """;

  String SELECT = COLUMNS + "from projection.flight_board\n";

  String PAGE =
      """
      departure >= :from and departure < :to and (departure, flight_id) > (:departure, :flightId)
      order by departure, flight_id
      limit :limit
      """;

  @Query(SELECT + "where flight_id = :flightId")
  Optional<Flight> find(@Param("flightId") UUID flightId);

  @Query(SELECT + "where flight_id in (:flightIds)")
  List<Flight> findAll(@Param("flightIds") Collection<UUID> flightIds);

  @Query(SELECT + "where " + PAGE)
  List<Flight> all(
      @Param("from") LocalDateTime from,
      @Param("to") LocalDateTime to,
      @Param("departure") LocalDateTime departure,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);

  @Query(SELECT + "where origin = :origin and " + PAGE)
  List<Flight> ofOrigin(
      @Param("origin") String origin,
      @Param("from") LocalDateTime from,
      @Param("to") LocalDateTime to,
      @Param("departure") LocalDateTime departure,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);

  @Query(SELECT + "where destination = :destination and " + PAGE)
  List<Flight> ofDestination(
      @Param("destination") String destination,
      @Param("from") LocalDateTime from,
      @Param("to") LocalDateTime to,
      @Param("departure") LocalDateTime departure,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);

  @Query(SELECT + "where origin = :origin and destination = :destination and " + PAGE)
  List<Flight> ofRoute(
      @Param("origin") String origin,
      @Param("destination") String destination,
      @Param("from") LocalDateTime from,
      @Param("to") LocalDateTime to,
      @Param("departure") LocalDateTime departure,
      @Param("flightId") UUID flightId,
      @Param("limit") int limit);
}
