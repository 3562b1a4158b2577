-- What an attempt was for its board, told when it ends; of those from before nobody knows.
alter table lease add column flashed boolean; -- an image was written, or begun
alter table lease add column rack_fault boolean; -- the rack is to blame for anything
alter table lease add column fault text; -- the first kind of fault, whoever is to blame

-- A board's page asks for its last days.
create index lease_of_board_by_time on lease (rack, serial, granted);
create index script_outcome_of_board on script_outcome (rack, serial, stored);
