-- A snapshot belongs to one history: version and position alone would fit another one, after a restore.
alter table snapshot add column hash bytea not null;
comment on column snapshot.hash is 'hash of the last event it covers, and with it of all before';
