-- What boards say at the moment: worth nothing after a crash, so it waits for no disk.
create unlogged table console_stream (
  rack text not null,
  serial text not null,
  at bigint not null, -- where the next byte is; begins with the time, so that it never goes back
  said timestamptz not null default clock_timestamp(),
  primary key (rack, serial)
);

create unlogged table console_chunk (
  rack text not null,
  serial text not null,
  at bigint not null, -- where it ends: what lies between it and the one before is lost
  bytes bytea not null,
  primary key (rack, serial, at)
);

-- Boards that somebody watches, and for how long that is known.
create unlogged table console_watch (
  rack text not null,
  serial text not null,
  until timestamptz not null,
  primary key (rack, serial)
);
