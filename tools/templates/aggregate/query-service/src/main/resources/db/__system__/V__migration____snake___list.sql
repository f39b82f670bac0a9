-- One row __article__ __words__.
create table template.__snake___list (
  __snake___id uuid not null primary key,
  label text not null,
  status text not null,
  redeemed_by text,
  stream_version bigint not null,
  position bigint not null
);
