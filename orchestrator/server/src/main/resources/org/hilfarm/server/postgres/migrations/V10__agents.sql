-- One-time tokens for the host of one rack. Only digests are kept: who reads this can sign in nowhere.
create table invitation (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  rack text not null,
  made timestamptz not null default clock_timestamp(),
  expires timestamptz not null,
  withdrawn timestamptz,
  used timestamptz,
  key text, -- what it became
  check ((used is null) = (key is null))
);
create index invitation_of_rack on invitation (rack);

create table agent_key (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  rack text not null,
  host text not null,
  enrolled timestamptz not null default clock_timestamp(),
  revoked timestamptz
);
-- One host looks after a rack.
create unique index one_host_per_rack on agent_key (rack) where revoked is null;

-- Which agent presented the rack last: two under one name would fight over it.
alter table rack add column holder text not null default '';
