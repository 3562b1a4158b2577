-- Whether a job waits for one board alone is asked at each poll: without an index of its own the
-- planner may read all that waits instead.
create index job_of_one_board on job (only_board) where state = 'waiting' and only_board is not null;
