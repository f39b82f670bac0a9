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

create table template.kept_total (like template.counter_total, primary key (counter));
create table template.kept_total_history (
  like template.counter_total,
  valid_during tstzrange not null check (not isempty(valid_during))
);
create unique index on template.kept_total_history (counter, lower(valid_during));
create unique index on template.kept_total_history (counter) where upper_inf(valid_during);
create index on template.kept_total_history (total);

create table template.kept_mark (like template.counter_mark, primary key (counter, number));
create index on template.kept_mark (stream_id);
create table template.kept_mark_history (
  like template.counter_mark,
  valid_during tstzrange not null check (not isempty(valid_during))
);
create unique index on template.kept_mark_history (counter, number, lower(valid_during));
create unique index on template.kept_mark_history (counter, number) where upper_inf(valid_during);
