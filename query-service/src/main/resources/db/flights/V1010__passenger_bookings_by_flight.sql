-- Clients choose the ids of bookings, so one alone does not say which booking is meant. For tables that are made from now on.
alter table template.passenger_bookings
  drop constraint passenger_bookings_pkey,
  add primary key (flight_id, booking_id, passenger_id);

drop index template.passenger_bookings_passenger;
create index passenger_bookings_passenger on template.passenger_bookings (passenger_id, departure, booking_id, flight_id);
comment on index template.passenger_bookings_passenger is 'GET /api/passengers/{id}/bookings';

drop index template.passenger_bookings_history_begin;
create unique index passenger_bookings_history_begin on template.passenger_bookings_history
  (flight_id, booking_id, passenger_id, lower(valid_during));
comment on index template.passenger_bookings_history_begin is 'no state is written twice';

drop index template.passenger_bookings_history_open;
create unique index passenger_bookings_history_open on template.passenger_bookings_history
  (flight_id, booking_id, passenger_id) where upper_inf(valid_during);
comment on index template.passenger_bookings_history_open is 'the runner: the state that ends with the next event';

drop index template.passenger_bookings_history_passenger;
create index passenger_bookings_history_passenger on template.passenger_bookings_history
  (passenger_id, departure, booking_id, flight_id);
comment on index template.passenger_bookings_history_passenger is 'GET /api/passengers/{id}/bookings?asOf=';
