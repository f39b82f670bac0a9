-- What the rows of flight_board have been: one row for every event of a flight, with the time during which it held.
create table template.flight_board_history (
  like template.flight_board,
  valid_during tstzrange not null check (not isempty(valid_during))
);

create unique index flight_board_history_begin on template.flight_board_history (flight_id, lower(valid_during));
comment on index template.flight_board_history_begin is 'no state is written twice';

create unique index flight_board_history_open on template.flight_board_history (flight_id) where upper_inf(valid_during);
comment on index template.flight_board_history_open is 'the runner: the state that ends with the next event';

create index flight_board_history_departure on template.flight_board_history (departure, flight_id);
comment on index template.flight_board_history_departure is 'GET /api/flights?asOf=';

create index flight_board_history_origin on template.flight_board_history (origin, departure, flight_id);
comment on index template.flight_board_history_origin is 'GET /api/flights?origin=&asOf=';

create index flight_board_history_destination on template.flight_board_history (destination, departure, flight_id);
comment on index template.flight_board_history_destination is 'GET /api/flights?destination=&asOf=';

create index flight_board_history_route on template.flight_board_history (origin, destination, departure, flight_id);
comment on index template.flight_board_history_route is 'GET /api/flights?origin=&destination=&asOf=';
