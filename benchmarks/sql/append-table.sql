-- The plainest event table there is: what one append a transaction costs on this machine.
drop table if exists plain_event;
create table plain_event (
  position       bigint generated always as identity primary key,
  stream_id      text   not null,
  stream_version bigint not null,
  data           json   not null,
  metadata       json   not null,
  recorded_at    timestamptz not null default now(),
  unique (stream_id, stream_version)
);
