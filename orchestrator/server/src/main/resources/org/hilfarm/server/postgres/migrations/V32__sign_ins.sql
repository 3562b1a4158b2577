-- People who signed in from a browser, on every orchestrator. Only digests: who reads this is signed in nowhere. A row
-- that is over is deleted; who came and went is in the audit log.
create table sign_in (
  number bigint generated always as identity primary key,
  digest text not null unique check (digest ~ '^[0-9a-f]{64}$'), -- of the secret in the browser's cookie
  token text not null check (token ~ '^[0-9a-f]{64}$'), -- of the token it was exchanged for: it ends with that
  name text not null,
  role text not null check (role in ('viewer', 'operator', 'admin')),
  address text not null,
  made timestamptz not null default clock_timestamp(),
  seen timestamptz not null default clock_timestamp(), -- about: it is noted once a minute at most
  ends timestamptz not null
);
create index sign_in_ends on sign_in (ends);

-- Who tried to sign in and was refused, or is trying. A few minutes old, a row goes: that bounds who may try again. Nothing
-- here has to outlive a crash.
create unlogged table sign_in_try (
  number bigint generated always as identity primary key,
  address text not null,
  at timestamptz not null default clock_timestamp()
);
create index sign_in_try_at on sign_in_try (at);

-- A run that tests again what did not pass in another one.
alter table run add column again_of text references run;
create index run_again_of on run (again_of) where again_of is not null;
