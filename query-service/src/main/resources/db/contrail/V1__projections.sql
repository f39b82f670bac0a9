-- Tables of read models are described in "template"; every generation of one is made from there, in "projection", by the service itself.
create schema template;
create schema projection;

grant usage on schema template to contrail_query;
alter default privileges in schema template grant select on tables to contrail_query;
grant usage, create on schema projection to contrail_query;

-- Which generations of a projection's table there are, and which one is read.
create table projection_generation (
  projection text not null,
  generation integer not null,
  version integer not null,
  live boolean not null,
  created_at timestamptz not null default now(),
  primary key (projection, generation)
);

-- One live generation a projection at most.
create unique index projection_generation_live on projection_generation (projection) where live;

-- How far a generation has come in each partition: written in the transaction that writes its rows.
create table projection_cursor (
  generation text not null,
  partition integer not null,
  topic_id text,
  next_offset bigint not null default 0,
  position bigint not null default 0,
  primary key (generation, partition)
)
with (fillfactor = 50);

comment on column projection_cursor.generation is 'full name, for example flight_board_g3';
comment on column projection_cursor.topic_id is 'the topic that next_offset belongs to; null before the first record';
comment on column projection_cursor.position is 'log position of the last event applied, 0 before the first';

grant select, insert, update, delete on projection_generation, projection_cursor to contrail_query;
