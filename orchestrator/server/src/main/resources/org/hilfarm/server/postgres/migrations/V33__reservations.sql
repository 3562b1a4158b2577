-- A reservation is a lease without a job, for a person: who, by name.
alter table lease add column person text;

create table reservation (
  token bigint primary key references lease,
  secret text not null check (secret ~ '^[0-9a-f]{64}$'), -- only its hash: the tab has it
  until timestamptz not null,
  heard timestamptz not null default clock_timestamp(), -- the tab
  over text, -- why its agent is to put the board back
  next_wish bigint not null default 1
);

-- What a person wants of the board, until its agent has done it.
create table seat_wish (
  token bigint not null references reservation,
  number bigint not null,
  what text not null check (what in ('KEYS', 'POWER', 'FLASH')),
  keys bytea,
  image text, -- as JSON
  done boolean, -- whether it went well, once it is over
  said text,
  primary key (token, number)
);

-- Since when an agent of this rack last asked which boards are reserved or watched.
alter table rack add column seats timestamptz;
