-- The turn of a job is fixed when it is put into the queue, so that an index has the queue in order: when it was
-- submitted, later by what its kind of run gives way. A soak's later rounds have none until they are next.
alter table job add column turn timestamptz not null default clock_timestamp();
alter table job add column number bigint not null default 0; -- the run's
alter table job add column only_rack text; -- the run's
alter table job add column cost_ms bigint not null default 0; -- how long it is thought to take; 0: nobody knows
alter table job add column gives_way_ms bigint; -- a soak's: how long its next round lets others go first

update job j set number = r.number, only_rack = r.only_rack,
    turn = case when j.round > 1 then 'infinity' else r.submitted end,
    gives_way_ms = case when j.round > 1 then 14400000 end
  from run r where r.id = j.run and j.state <> 'done';

drop index job_waiting;
create index job_turn on job (board_type, turn, round, number, position)
  where state = 'waiting' and only_board is null;
create index job_waits on job (waiting_since) where state = 'waiting';

-- Faults of the rack's fade: each counts half as much a day later.
alter table board_wear add column recent double precision not null default 0;
alter table board_wear add column recent_at timestamptz not null default clock_timestamp();

-- Boards whose rack waits for work for them now. What is lost with a crash is told again within seconds.
create unlogged table waiting_board (
  rack text not null,
  serial text not null,
  until timestamptz not null,
  primary key (rack, serial)
);

-- A pull request has one active run at a time.
alter table run add column pr_repository text;
alter table run add column pr_number int;
alter table run add column pr_commit text;
alter table run add column replaces text references run;
alter table run add column replaced_by text;
alter table run add constraint pull_request_is_whole
  check ((pr_number is null) = (pr_repository is null) and (pr_number is null) = (pr_commit is null));
create unique index one_active_run_per_pull_request on run (pr_repository, pr_number)
  where finished is null and pr_number is not null;
