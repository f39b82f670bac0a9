-- A generation that is not built yet is folded by its rebuild alone; the others by every instance.
alter table projection_generation add column built boolean not null default true;

-- Generations that are being built beside the live one, or were; a row stays when its tables are dropped.
create table projection_rebuild (
  projection text not null,
  generation integer not null,
  version integer not null,
  state text not null check (state in ('BUILDING', 'HELD', 'SWITCHING', 'SWITCHED', 'AUDITED', 'ABANDONED')),
  dry_run boolean not null,
  expected text[],
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  claimed_by text,
  claimed_until timestamptz,
  rate bigint not null default 0,
  error text,
  difference json,
  primary key (projection, generation)
);

comment on column projection_rebuild.expected is 'columns that may differ; null if any may';
comment on column projection_rebuild.claimed_by is 'the instance that builds it, until claimed_until unless it says so again';
comment on column projection_rebuild.rate is 'records a second';
comment on column projection_rebuild.difference is 'rows that are other than those of the live generation at the same positions';

-- One rebuild of a projection at a time.
create unique index projection_rebuild_open on projection_rebuild (projection) where state in ('BUILDING', 'HELD', 'SWITCHING');

grant select, insert, update, delete on projection_rebuild to contrail_query;
