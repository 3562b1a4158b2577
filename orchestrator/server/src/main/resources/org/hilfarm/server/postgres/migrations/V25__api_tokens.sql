-- Tokens that operators make. Only digests are kept: who reads this can sign in nowhere.
create table api_token (
  number bigint generated always as identity primary key,
  digest text not null unique check (digest ~ '^[0-9a-f]{64}$'),
  name text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  made timestamptz not null default clock_timestamp(),
  expires timestamptz not null,
  revoked timestamptz,
  used timestamptz -- about: it is noted once a minute at most
);

-- What made a submission: the same said again is answered with the same run. Without a run it was refused,
-- and may be tried again.
create table submission (
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  run text references run,
  made timestamptz not null default clock_timestamp()
);
create index submission_made on submission (made);
