-- So many flights of 56 routes, one every half minute of a year; only the table of the generation that is read first.
insert into projection.flight_board_g1 (flight_id, origin, destination, departure, distance_miles, status,
  seats, seats_booked, stream_version, position)
select gen_random_uuid(), (array['LAX', 'BNA', 'JFK', 'ORD', 'SEA', 'SFO', 'DEN', 'ATL'])[1 + n % 8],
  (array['BNA', 'JFK', 'ORD', 'SEA', 'SFO', 'DEN', 'ATL', 'LAX'])[1 + (n + n / 8 % 6) % 8],
  timestamp '2001-01-01' + n * interval '31 seconds', 1797, 'SCHEDULED', 180, n % 180, 1, n + 1
from generate_series(1, ?::bigint) as n
