-- Who may do what, on every orchestrator. Only hashes: a secret itself lies where it was made.
create table token (
  role text not null check (role in ('rack', 'submit', 'baseline', 'operator')),
  keeper text not null, -- the data folder that holds the secret
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  made timestamptz not null default clock_timestamp(),
  primary key (role, keeper)
);
create index token_hash on token (hash);

-- The report of each finished run: any orchestrator makes it, one at a time, by a lease.
create table report (
  run text primary key references run,
  tries int not null default 0,
  maker text,
  until timestamptz, -- as long as its maker is believed to be at it
  not_before timestamptz not null default clock_timestamp(),
  why text, -- what went wrong the last time
  made timestamptz,
  history bytea, -- what the suite's next report shows of this one
  check ((maker is null) = (until is null))
);
create index report_due on report (not_before) where made is null;

insert into report (run, made)
  select id, case when report_url is null then null else finished end
  from run where finished is not null;
