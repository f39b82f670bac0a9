-- Every event of the log, searchable.
create table template.journal (
  cell text not null,
  position bigint not null,
  stream_id text not null,
  stream_version bigint not null,
  type text not null,
  type_version integer not null,
  data jsonb not null,
  metadata jsonb not null,
  command_id uuid not null,
  command_index integer not null,
  recorded_at timestamptz not null,
  hash text not null,
  primary key (cell, position)
);

create index journal_stream on template.journal (cell, stream_id, position);
comment on index template.journal_stream is 'GET /api/events?stream=';

create index journal_type on template.journal (cell, type, position);
comment on index template.journal_type is 'GET /api/events?type=';

create index journal_time on template.journal (cell, recorded_at);
comment on index template.journal_time is 'GET /api/events?from=&to=';
