-- What is done by the clock, as the schedules.yaml of the orchestrator that started last says it.
create table schedule (
  id text primary key,
  definition text not null,
  paused boolean not null,
  considered timestamptz not null, -- up to this time no fire is missing
  removed timestamptz -- no longer in schedules.yaml; what it did is kept
);

-- The fence: however often a fire is told, one run comes of it. A row is written in the transaction of its run.
create table schedule_fire (
  schedule text not null references schedule,
  due timestamptz not null,
  how text not null check (how in ('due', 'catch-up', 'recovered', 'asked')),
  missed int not null default 0,
  told timestamptz not null default clock_timestamp(),
  run text references run on delete cascade,
  problem text,
  primary key (schedule, due),
  check ((run is null) <> (problem is null))
);
create index schedule_fire_run on schedule_fire (run);
