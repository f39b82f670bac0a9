package com.example.flights.query.seatmap;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads seat maps. */
interface StoredSeatMaps extends Repository<StoredSeatMap, UUID> {

  @Query(
      """
      select flight_id, status, seats, booked, stream_version, generation
      from projection.seat_map
      where flight_id = :flightId
      """)
  Optional<StoredSeatMap> find(@Param("flightId") UUID flightId);

  @Query(
      """
      select flight_id, status, seats, booked, stream_version, generation
      from projection.seat_map
      where flight_id in (:flightIds)
      """)
  List<StoredSeatMap> findAll(@Param("flightIds") Collection<UUID> flightIds);
}
