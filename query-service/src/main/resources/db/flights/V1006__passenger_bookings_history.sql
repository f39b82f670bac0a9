-- What the rows of passenger_bookings have been: one row for every event of a booking or its flight, with the time during which it held.
create table template.passenger_bookings_history (
  like template.passenger_bookings,
  valid_during tstzrange not null check (not isempty(valid_during))
);

create unique index passenger_bookings_history_begin on template.passenger_bookings_history (booking_id, lower(valid_during));
comment on index template.passenger_bookings_history_begin is 'no state is written twice';

create unique index passenger_bookings_history_open on template.passenger_bookings_history (booking_id) where upper_inf(valid_during);
comment on index template.passenger_bookings_history_open is 'the runner: the state that ends with the next event';

create index passenger_bookings_history_passenger on template.passenger_bookings_history (passenger_id, departure, booking_id);
comment on index template.passenger_bookings_history_passenger is 'GET /api/passengers/{id}/bookings?asOf=';
