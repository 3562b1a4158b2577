-- A rerun is a job that only one board may do, as a control is: rerun holds what it is.
alter table job add column rerun text;
alter table job drop constraint control_has_its_board;
alter table job add constraint follow_up_has_its_board
  check ((control is null and rerun is null) = (only_board is null));

-- How each script ended in each attempt, as the verdict reads an attempt alone. Small, so it is kept when the
-- attempts of an old soak go.
create table script_outcome (
  token bigint not null references lease,
  script text not null,
  run text not null references run,
  board_type text not null,
  rack text not null,
  serial text not null,
  image text not null, -- the digest of what the board was proven to run
  part text not null check (part in ('planned', 'preflight', 'control', 'rerun')),
  outcome text not null check (outcome in ('passed', 'failed', 'open')),
  fault text,
  stored timestamptz not null default clock_timestamp(),
  primary key (token, script)
);
create index script_outcome_of_pair on script_outcome (board_type, script, stored);
create index script_outcome_of_run on script_outcome (run);
create index script_outcome_by_age on script_outcome (stored);

-- What is stored from before, as far as PostgreSQL can read it: what a board said may hold what its JSON refuses.
do $$
declare a record;
begin
  for a in
    select t.token, t.run, t.report, t.stored, l.rack, l.serial, j.board_type,
      case when j.control is not null then 'control'
        when 'emulated' = any(j.needs) then 'preflight' else 'planned' end part
    from attempt t join lease l on l.token = t.token join job j on j.id = t.job
  loop
    begin
      insert into script_outcome (token, script, run, board_type, rack, serial, image, part, outcome, fault, stored)
      select a.token, s ->> 'script', a.run, a.board_type, a.rack, a.serial, r.report #>> '{flash,written}', a.part,
        case when o ->> 'is' = 'passed' then 'passed'
          when o ->> 'is' = 'skipped' then 'failed'
          when o ->> 'is' = 'failed' and f in ('CHECK_FAILED', 'UNEXPECTED_RESET', 'CONTRADICTORY_RESET',
            'MISSING_RESET', 'SCRIPT_BROKEN', 'SCRIPT_RAISED', 'NO_ANSWER') then 'failed'
          else 'open' end,
        f, a.stored
      from (select a.report::json report) r,
        json_array_elements(r.report -> 'scripts') s,
        lateral (select s -> 'outcome' o) q,
        lateral (select case when o ->> 'is' = 'skipped' then 'SKIPPED_REQUIRED' else o #>> '{fault,kind}' end f) k
      where r.report #>> '{flash,is}' = 'running'
      on conflict do nothing;
    exception when others then
      raise notice 'attempt % is left out: %', a.token, sqlerrm;
    end;
  end loop;
end $$;
