-- How far the log has been matched against the watches. Whoever matches, makes or deletes a watch locks its row.
create table watch_cursor (
  cell text not null primary key,
  position bigint not null default 0,
  revision bigint not null default 0
);

comment on column watch_cursor.revision is 'counted up with every watch that is made, changed or deleted';

-- Standing queries over the events to come.
create table watch (
  id uuid not null primary key default uuidv7(),
  cell text not null,
  name text not null,
  definition json not null,
  since bigint not null,
  caught_up bigint,
  revision bigint not null,
  created_at timestamptz not null default clock_timestamp()
);

comment on column watch.since is 'events after this position are matched';
comment on column watch.caught_up is 'how far it has been matched with events that were there before it; null when it goes with the cursor';

create index watch_revision on watch (cell, revision);
comment on index watch_revision is 'what an instance does not know yet';

-- Events that a watch has matched; the events themselves are in the journal.
create table watch_match (
  watch uuid not null references watch (id) on delete cascade,
  position bigint not null,
  recorded_at timestamptz not null,
  window_key text,
  alert boolean not null,
  alerted boolean not null,
  primary key (watch, position)
);

comment on column watch_match.window_key is 'what the window counts by; null if the watch has none';
comment on column watch_match.alert is 'the window became full with it';
comment on column watch_match.alerted is 'the window has been full with it or before, and not empty since';

create index watch_match_key on watch_match (watch, window_key, position) where window_key is not null;
comment on index watch_match_key is 'the latest matches of a key';

create index watch_match_alert on watch_match (watch, position) where alert;
comment on index watch_match_alert is 'GET /api/watches/{id}/matches?alerts=true';

grant select, insert, update, delete on watch_cursor, watch, watch_match to contrail_query;
