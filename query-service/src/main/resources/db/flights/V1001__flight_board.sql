-- One row a flight. Departures are local times of the origin.
create table template.flight_board (
  flight_id uuid not null primary key,
  origin text not null,
  destination text not null,
  departure timestamp not null,
  distance_miles integer not null,
  status text not null,
  delay_minutes integer,
  cancellation_reason text,
  seats integer not null,
  seats_booked integer not null,
  stream_version bigint not null,
  position bigint not null
);

create index flight_board_departure on template.flight_board (departure, flight_id);
comment on index template.flight_board_departure is 'GET /api/flights';

create index flight_board_origin on template.flight_board (origin, departure, flight_id);
comment on index template.flight_board_origin is 'GET /api/flights?origin=';

create index flight_board_destination on template.flight_board (destination, departure, flight_id);
comment on index template.flight_board_destination is 'GET /api/flights?destination=';

create index flight_board_route on template.flight_board (origin, destination, departure, flight_id);
comment on index template.flight_board_route is 'GET /api/flights?origin=&destination=';
