-- A run that was submitted as a baseline becomes one when it is mergeable.
alter table run add column baseline boolean not null default false;

-- The image that is held to be good on each type of board.
create table baseline (
  board_type text primary key,
  run text not null references run,
  number bigint not null, -- the run's: an older run that ends later does not replace a newer one
  image text not null,
  digest text not null references artifact,
  since timestamptz not null default clock_timestamp()
);

-- A job whose latest attempt waits for its control is held.
alter table job drop constraint job_state_check;
alter table job add constraint job_state_check
  check (state in ('waiting', 'leased', 'held', 'done'));

-- A control is a job that only one board may do: control holds what it is, board is rack/serial.
alter table job add column control text;
alter table job add column only_board text;
alter table job add constraint control_has_its_board check ((control is null) = (only_board is null));
create index job_only_board on job (only_board) where only_board is not null and state <> 'done';
