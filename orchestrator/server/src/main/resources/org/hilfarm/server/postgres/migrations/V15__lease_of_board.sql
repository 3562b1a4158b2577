-- What a board did last is asked of each that shows nothing.
create index lease_of_board on lease (rack, serial, token);
