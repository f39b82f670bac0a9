-- What is skipped is read again only when this has changed: whoever changes it holds the cursors, as every batch does.
alter table projection_cursor add column skips bigint not null default 0;
comment on column projection_cursor.skips is 'counted up, in all partitions at once, when other events are skipped than before';

-- The event that keeps a partition from going on, known to all instances; it holds while the cursor stands before it.
create table projection_stop (
  generation text not null,
  partition integer not null,
  position bigint not null,
  stream_id text not null,
  error text not null,
  stopped_at timestamptz not null default clock_timestamp(),
  primary key (generation, partition)
);

grant select, insert, update, delete on projection_stop to contrail_query;

create index projection_parked_partition on projection_parked (generation, partition, stream_id);
comment on index projection_parked_partition is 'the runner: which streams of its partitions are parked';

create index projection_parked_failed on projection_parked (generation, position) where error is not null;
comment on index projection_parked_failed is 'what an operator may skip';
