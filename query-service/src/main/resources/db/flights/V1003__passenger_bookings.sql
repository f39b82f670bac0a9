-- One row a booking, with the leg and the status its flight has now.
create table template.passenger_bookings (
  booking_id uuid not null primary key,
  stream_id text not null,
  flight_id uuid not null,
  passenger_id text not null,
  passenger_name text not null,
  seat text not null,
  fare_cents bigint not null,
  status text not null,
  flight_status text not null,
  origin text not null,
  destination text not null,
  departure timestamp not null,
  delay_minutes integer,
  booked_at timestamptz not null,
  stream_version bigint not null,
  position bigint not null
);

create index passenger_bookings_stream on template.passenger_bookings (stream_id);
comment on index template.passenger_bookings_stream is 'the runner: all rows of a stream';

create index passenger_bookings_passenger on template.passenger_bookings (passenger_id, departure, booking_id);
comment on index template.passenger_bookings_passenger is 'GET /api/passengers/{id}/bookings';
