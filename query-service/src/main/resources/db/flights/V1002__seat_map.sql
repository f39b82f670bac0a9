-- One row a flight: which seats are taken, and nothing about by whom.
create table template.seat_map (
  flight_id uuid not null primary key,
  status text not null,
  seats integer not null,
  booked text[] not null,
  stream_version bigint not null,
  position bigint not null
);
