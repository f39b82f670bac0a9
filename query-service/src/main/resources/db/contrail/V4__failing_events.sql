-- Events of streams that a generation cannot fold, in order: the one that failed and all later ones of its stream.
create table projection_parked (
  generation text not null,
  stream_id text not null,
  position bigint not null,
  partition integer not null,
  record_offset bigint not null,
  type text not null,
  headers json not null,
  value bytea not null,
  error text,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (generation, stream_id, position)
);

comment on column projection_parked.headers is 'of the record: names and values in base64';
comment on column projection_parked.error is 'null if it only waits behind an earlier one';

alter table projection_cursor add column parked bigint not null default 0;
comment on column projection_cursor.parked is 'rows of projection_parked of this generation and partition';

-- Events that an operator has decided to leave out, in every generation from now on.
create table projection_skip (
  projection text not null,
  position bigint not null,
  reason text not null,
  skipped_at timestamptz not null default clock_timestamp(),
  primary key (projection, position)
);

-- What operators want of a projection; no row means that it runs.
create table projection_control (
  projection text not null primary key,
  paused boolean not null default false,
  retries bigint not null default 0
);

comment on column projection_control.retries is 'counted up to have stopped partitions tried again';

-- Records of the topic that are no events of ours, and why; the bytes go once they are in the dead-letter topic.
create table dead_letter (
  topic_id text not null,
  partition integer not null,
  record_offset bigint not null,
  reason text not null,
  record_key bytea,
  headers json,
  value bytea,
  found_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  primary key (topic_id, partition, record_offset)
);

create index dead_letter_unsent on dead_letter (found_at) where sent_at is null;
comment on index dead_letter_unsent is 'those to be sent, the oldest first';

grant select, insert, update, delete on projection_parked, projection_skip, projection_control, dead_letter to contrail_query;
