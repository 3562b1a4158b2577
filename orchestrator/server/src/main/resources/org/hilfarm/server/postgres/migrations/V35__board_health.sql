-- In which place a rack lists a board: people find it where the rack's file has it.
alter table board add column position int not null default 0;

-- What a board did day by day, in UTC. A board has one user at a time, so nobody waits for another at these rows.
create table board_day (
  rack text not null,
  serial text not null,
  day date not null,
  jobs int not null default 0,
  rack_faults int not null default 0,
  quarantined boolean not null default false,
  primary key (rack, serial, day)
);

-- How a board last started, as the oracle judged it; kept when the ledgers of old soaks go.
create table board_start (
  rack text not null,
  serial text not null,
  at timestamptz not null,
  stimulus text not null,
  reset_reason text,
  judgement text not null,
  why text not null,
  primary key (rack, serial)
);

insert into board_start
  select distinct on (l.rack, l.serial) l.rack, l.serial, s.at, s.stimulus, s.reset_reason, s.judgement, s.why
  from reset s join lease l on l.token = s.token
  order by l.rack, l.serial, s.token desc, s.boot desc;
