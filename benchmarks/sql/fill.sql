-- A log of so many flights with one event each. Only density and the last row's hash matter to whoever appends; it does not verify.
insert into event (position, stream_id, stream_version, type, type_version, data, metadata,
  command_id, command_index, command_hash, recorded_at, hash)
select n, 'flight-' || id, 1, 'flight-scheduled', 1,
  json_build_object('flightId', id, 'leg', json_build_object('origin', 'LAX', 'destination', 'BNA', 'departure', '2001-01-01T06:55'),
    'distanceMiles', 1797, 'seats', 180),
  json_build_object('actor', 'anonymous', 'correlationId', id,
    'traceparent', '00-' || md5(n::text) || '-b7ad6b7169203331-01'),
  gen_random_uuid(), 0, sha256(n::text::bytea), now() - interval '1 day' + n * interval '1 microsecond',
  sha256(n::text::bytea)
from (select n, uuidv7() as id from generate_series(?::bigint, ?::bigint) as n) as numbers
