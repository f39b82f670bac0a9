-- The log: dense, totally ordered, append-only. A position is taken under the log's lock, so their order is commit order.
create table event (
  position       bigint      primary key check (position > 0),
  stream_id      text        not null,
  stream_version bigint      not null check (stream_version > 0),
  type           text        not null,
  type_version   smallint    not null,
  data           json        not null,
  metadata       json        not null,
  command_id     uuid        not null,
  command_index  smallint    not null,
  command_hash   bytea       not null,
  recorded_at    timestamptz not null,
  hash           bytea       not null,
  unique (stream_id, stream_version),
  unique (command_id, command_index)
);
comment on column event.data is 'json, not jsonb: the bytes as they were written';
comment on column event.hash is 'SHA-256 of the previous hash and every column of this row';

-- Commands that were accepted with an idempotency key and had nothing to record.
create table command_outcome (
  command_id   uuid        primary key,
  command_hash bytea       not null,
  outcome      json        not null,
  recorded_at  timestamptz not null
);

-- How far each destination has got: a cursor on the log, not a queue of messages.
create table outbox (
  destination         text        primary key,
  position            bigint      not null check (position >= 0),
  partition_positions bigint[]    not null,
  topic_id            text,
  epoch               bigint      not null,
  term                bigint      not null default 0,
  republish_to        bigint      not null default 0,
  updated_at          timestamptz not null
) with (fillfactor = 20);
comment on column outbox.epoch is 'counts the requests to publish again';
comment on column outbox.term is 'counts the relays that have led: only the latest may move the row';
comment on column outbox.republish_to is 'while position is below it, events are published again whatever the topic has';
comment on column outbox.partition_positions is 'per partition, the position of its last event up to position; 0 = none';

create table snapshot (
  stream_id         text   primary key,
  stream_version    bigint not null,
  position          bigint not null,
  state_type        text   not null,
  state_fingerprint text   not null,
  state             json   not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the event log is append-only: % refused', tg_op
    using errcode = 'restrict_violation', hint = 'Record a compensating event instead.';
end
$$;

create trigger event_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();

grant select, insert on event, command_outcome to ${serviceRole};
grant select, insert, update on outbox, snapshot to ${serviceRole};
