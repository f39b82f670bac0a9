\set day random(0, 300)
select flight_id, origin, destination, departure, distance_miles, status, delay_minutes,
  cancellation_reason, seats, seats - seats_booked as seats_left, stream_version as version,
  position, generation
from projection.flight_board
where origin = 'LAX' and departure >= timestamp '2001-01-01' and departure < timestamp '2002-01-01'
  and (departure, flight_id) > (timestamp '2001-01-01' + :day * interval '1 day', '00000000-0000-0000-0000-000000000000'::uuid)
order by departure, flight_id
limit 51;
