-- One flight that has been rescheduled very often, right behind the end of the log.
insert into event (position, stream_id, stream_version, type, type_version, data, metadata,
  command_id, command_index, command_hash, recorded_at, hash)
select last.position + n, 'flight-' || ?, n,
  case n when 1 then 'flight-scheduled' else 'flight-rescheduled' end, 1,
  case n when 1
    then json_build_object('flightId', ?, 'leg', json_build_object('origin', 'LAX', 'destination', 'BNA', 'departure', '2001-01-01T06:55'),
      'distanceMiles', 1797, 'seats', 180)
    else json_build_object('flightId', ?, 'leg', json_build_object('origin', 'LAX', 'destination', 'BNA', 'departure', '2001-01-01T06:55'),
      'newLeg', json_build_object('origin', 'LAX', 'destination', 'BNA', 'departure', '2001-01-01T06:55'), 'bookings', 0, 'revenueCents', 0) end,
  json_build_object('actor', 'anonymous', 'correlationId', gen_random_uuid()),
  gen_random_uuid(), 0, sha256(n::text::bytea), now() - interval '1 hour' + n * interval '1 microsecond',
  sha256(n::text::bytea)
from generate_series(1, ?::bigint) as n, (select coalesce(max(position), 0) as position from event) as last
