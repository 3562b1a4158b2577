-- What grows goes when it is old: whose turn it is to sweep, and what went.
create table sweep (
  name text primary key,
  due timestamptz not null default clock_timestamp(),
  began timestamptz,
  ended timestamptz,
  said text
);
insert into sweep (name) values ('retention');

-- A report that was too old to be kept is not made again either.
alter table report add column gone timestamptz;

-- Whether bytes are still needed is asked of each of these.
create index attempt_file_of_artifact on attempt_file (digest);
create index run_image_of_artifact on run_image (digest);
create index run_of_inputs on run (inputs);
create index artifact_by_age on artifact (stored);
create index run_by_end on run (finished) where finished is not null;
