-- A generation gets it when it is built; the one that is read finds an airport's rows by its key until then.
create index route_day_origin on template.route_day (origin, day);
comment on index template.route_day_origin is 'GET /api/airports/{code}/days and /months';
