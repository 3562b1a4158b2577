-- What the farm has decided about a board. A board without a row is what its rack says it is.
create table board_standing (
  rack text not null,
  serial text not null,
  state text not null check (state in ('RECOVERING', 'QUARANTINED', 'RETIRED')),
  reason text not null,
  since timestamptz not null default clock_timestamp(),
  lost int not null default 0, -- recoveries under way whose agent was not heard of again
  primary key (rack, serial)
);

-- Since when an agent of this rack last asked what is to be recovered.
alter table rack add column recovers timestamptz;

-- A recovery is a lease without a job: one user per board, whatever for.
alter table lease alter column job drop not null;

-- A board's history: states, and each rung of each ladder.
create table board_event (
  id bigint generated always as identity primary key,
  rack text not null,
  serial text not null,
  at timestamptz not null,
  token bigint references lease, -- a rung's
  position int,
  what text not null,
  result text not null,
  millis bigint,
  seen text not null,
  unique (token, position)
);
create index event_of_board on board_event (rack, serial, id);

create table board_wear (
  rack text not null,
  serial text not null,
  flashes bigint not null default 0,
  rack_faults bigint not null default 0,
  primary key (rack, serial)
);

-- Every attempt that was reported flashed, as far as can be told now.
insert into board_wear (rack, serial, flashes)
  select l.rack, l.serial, count(*) from attempt a join lease l on l.token = a.token
  where l.ended_how = 'reported' group by l.rack, l.serial;
