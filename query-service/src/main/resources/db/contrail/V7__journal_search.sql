-- For the journals to come; those that exist get them from the service, beside the reads and writes.
create index journal_data on template.journal using gin (data jsonb_path_ops);
comment on index template.journal_data is 'GET /api/events?data=';

create index journal_actor on template.journal (cell, (metadata ->> 'actor'), position);
comment on index template.journal_actor is 'GET /api/events?actor=';

create index journal_correlation on template.journal (cell, (metadata ->> 'correlationId'), position)
  where metadata ->> 'correlationId' is not null;
comment on index template.journal_correlation is 'GET /api/events?correlation=';
