-- When a person wanted it, and when that was over. What was wanted before this was written down has neither.
alter table seat_wish add column asked timestamptz, add column ended timestamptz;
alter table seat_wish alter column asked set default clock_timestamp();

-- A board's page tells what persons did with it.
create index lease_of_person on lease (rack, serial, token) where person is not null;
