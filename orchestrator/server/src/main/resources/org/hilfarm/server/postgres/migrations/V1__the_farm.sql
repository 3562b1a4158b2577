-- Bytes under their digest: images, attachments, and what a run was planned from.
create table artifact (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  stored timestamptz not null default clock_timestamp()
);
alter table artifact alter column bytes set storage external; -- firmware does not shrink

create table rack (
  id text primary key,
  agent text not null,
  heard timestamptz not null
);

create table board (
  rack text not null references rack,
  serial text not null,
  slot text not null,
  board_type text not null,
  abilities text[] not null,
  state text not null,
  reason text not null,
  since timestamptz not null,
  primary key (rack, serial)
);

create sequence run_number;

-- JSON is kept as text: what boards say may hold a NUL, which jsonb refuses.
create table run (
  id text primary key,
  number bigint not null unique,
  name text not null,
  suite text not null,
  plan text not null,
  inputs text not null references artifact,
  submitted timestamptz not null default clock_timestamp(),
  finished timestamptz,
  verdict text,
  report_dir text,
  report_url text,
  check ((finished is null) = (verdict is null))
);
create index run_open on run (number) where finished is null;

create table run_image (
  run text not null references run,
  digest text not null references artifact,
  primary key (run, digest)
);

create table job (
  id text primary key,
  run text not null references run,
  position int not null,
  board_type text not null,
  needs text[] not null,
  script_count int not null,
  state text not null check (state in ('waiting', 'leased', 'done')),
  attempts int not null default 0,
  tried text[] not null default '{}', -- rack/serial of each board a lease was given for
  waiting_since timestamptz not null default clock_timestamp(),
  progress text
);
create index job_waiting on job (board_type) where state = 'waiting';
create index job_of_run on job (run, position);

-- The fence: it grows with every lease.
create sequence fence;

create table lease (
  token bigint primary key,
  job text not null references job,
  attempt int not null,
  rack text not null,
  serial text not null,
  granted timestamptz not null default clock_timestamp(),
  expires timestamptz not null,
  ended timestamptz,
  ended_how text check (ended_how in ('reported', 'expired')),
  check ((ended is null) = (ended_how is null)),
  unique (job, attempt)
);
-- Promise: one user per board, and one board per job.
create unique index one_user_per_board on lease (rack, serial) where ended is null;
create unique index one_board_per_job on lease (job) where ended is null;

-- Every attempt is kept, also the one whose lease ran out.
create table attempt (
  token bigint primary key references lease,
  run text not null references run,
  job text not null references job,
  number int not null,
  digest text not null,
  report text not null,
  stored timestamptz not null default clock_timestamp(),
  unique (job, number)
);
create index attempt_of_run on attempt (run);

create table attempt_file (
  token bigint not null references attempt,
  digest text not null references artifact,
  primary key (token, digest)
);

create table reset (
  token bigint not null references attempt,
  position int not null,
  boot int not null,
  at timestamptz not null,
  stimulus text not null,
  reset_reason text,
  safe_mode_reason text,
  run_reason text,
  rom_line text,
  judgement text not null,
  why text not null,
  primary key (token, position)
);

create table script_time (
  board_type text not null,
  script text not null,
  millis bigint not null,
  primary key (board_type, script)
);
