-- Keys of persons, as the topic of keys says; what is sealed with them is opened when it is served.
create table personal_key (
  key_id text not null primary key,
  subject text not null,
  wrapped text,
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);

comment on column personal_key.wrapped is 'the key, wrapped by a master key; null once it is destroyed, which is for good';

create index personal_key_subject on personal_key (subject);
comment on index personal_key_subject is 'all keys a person ever had';

-- How far the topic of keys was read.
create table personal_key_cursor (
  topic text not null primary key,
  topic_id text not null,
  next_offset bigint not null
);

grant select, insert, update on personal_key, personal_key_cursor to contrail_query;
