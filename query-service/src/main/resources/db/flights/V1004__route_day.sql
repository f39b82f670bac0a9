-- One row a route and day (local day of the origin), added up over all its flights. Rows are made before they are counted in, hence the defaults.
create table template.route_day (
  origin text not null,
  destination text not null,
  day date not null,
  flights integer not null default 0,
  departures integer not null default 0,
  cancellations integer not null default 0,
  bookings integer not null default 0,
  booking_cancellations integer not null default 0,
  revenue_cents bigint not null default 0,
  delay_minutes bigint not null default 0,
  on_time integer not null default 0,
  primary key (origin, destination, day)
);
