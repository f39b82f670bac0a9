create table template.counter_total (
  counter text not null primary key,
  total bigint not null check (total < 1000000),
  events integer not null,
  stream_version bigint not null,
  position bigint not null
);

create table template.counter_mark (
  counter text not null,
  number bigint not null,
  stream_id text not null,
  size integer not null,
  seen_version bigint not null,
  primary key (counter, number)
);
create index on template.counter_mark (stream_id);

create table template.colour_total (
  colour text not null primary key,
  total bigint not null default 0,
  events integer not null default 0
);

create table template.all_types (
  id uuid not null primary key,
  label text,
  kind text,
  small integer not null,
  maybe_small integer,
  large bigint not null,
  maybe_large bigint,
  flag boolean not null,
  day date,
  local_time timestamp,
  instant timestamptz,
  body jsonb,
  words text[]
);
