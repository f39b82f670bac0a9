-- Which rows of the live generations have changed lately, by the batches that changed them. Unlogged: what a crash loses costs readers a look at everything.
create unlogged table projection_change (
  generation text not null,
  partition integer not null,
  position bigint not null,
  previous bigint not null,
  changes json not null,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (generation, partition, position)
);

comment on column projection_change.position is 'where the cursor stood after the batch; the next row of the partition has it as previous';
comment on column projection_change.changes is '[{"position": of the last event that concerned the row, "key": of the row}]';

create index projection_change_age on projection_change (changed_at);
comment on index projection_change_age is 'those to be deleted';

grant select, insert, update, delete on projection_change to contrail_query;

alter table projection_generation add column epoch bigint not null default 0;
comment on column projection_generation.epoch is 'counted up when rows change without a cursor that advances: parked events that are drained';
