-- Keys of persons: what is personal in the log is sealed with them. Made and destroyed under the log's lock.
create table personal_key (
  key_id        text        primary key,
  subject       text        not null,
  wrapped       text,
  master_key_id text,
  created_at    timestamptz not null default clock_timestamp(),
  destroyed_at  timestamptz,
  revision      integer     not null default 1,
  published     integer     not null default 0,
  check ((wrapped is null) = (destroyed_at is not null)),
  check ((wrapped is null) = (master_key_id is null))
);
comment on column personal_key.wrapped is 'the key, wrapped by a master key; gone for good once it is destroyed';
comment on column personal_key.published is 'the revision that the topic of keys has';

create unique index personal_key_alive on personal_key (subject) where destroyed_at is null;
comment on index personal_key_alive is 'the key that new events are sealed with';

create index personal_key_subject on personal_key (subject);
comment on index personal_key_subject is 'all keys a person ever had: the erasure report';

create index personal_key_pending on personal_key (key_id) where published < revision;
comment on index personal_key_pending is 'what the relay has to publish before it goes on with events';

create index personal_key_master on personal_key (master_key_id) where master_key_id is not null;
comment on index personal_key_master is 'what is to be wrapped anew after a rotation';

-- One row an erasure; their number tells an instance that keys it has in memory may be gone.
create table personal_erasure (
  number       bigint      primary key,
  subject      text        not null,
  requested_by text        not null,
  requested_at timestamptz not null default clock_timestamp(),
  keys         integer     not null
);

create index personal_erasure_subject on personal_erasure (subject, number);
comment on index personal_erasure_subject is 'the erasure report';

-- Which topic has what is published: one that was made anew has nothing.
create table personal_key_topic (
  name     text primary key,
  topic_id text not null
);

grant select, insert, update on personal_key to ${serviceRole};
grant select, insert on personal_erasure to ${serviceRole};
-- The relay publishes keys and wraps them anew; it makes and destroys none.
grant select, update (wrapped, master_key_id, revision, published) on personal_key to ${relayRole};
grant select, insert, update on personal_key_topic to ${relayRole};
