-- What GitHub told: a row before the answer, so that nothing it was told is lost, and each once.
create table github_delivery (
  id text primary key, -- a redelivery has the same
  number bigint generated always as identity unique,
  event text not null,
  came timestamptz not null default clock_timestamp(),
  body bytea, -- forgotten once it is done
  state text not null default 'waiting' check (state in ('waiting', 'done', 'aside')),
  said text not null default '', -- what came of it
  settled timestamptz,
  tries int not null default 0, -- only grows: whoever settles says which try it was
  until timestamptz,
  not_before timestamptz not null default clock_timestamp()
);
create index github_delivery_waits on github_delivery (number) where state = 'waiting';
create index github_delivery_settled on github_delivery (settled) where state <> 'waiting';
