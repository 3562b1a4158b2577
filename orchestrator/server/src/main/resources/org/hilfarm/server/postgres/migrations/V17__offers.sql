-- A lease is an offer until its agent keeps it for the first time.
alter table lease add column taken timestamptz;
update lease set taken = granted;

-- Lapsed: nobody took the offer up. Returned: its agent gave it back, such as one that closes.
alter table lease drop constraint lease_ended_how_check;
alter table lease add constraint lease_ended_how_check
  check (ended_how in ('reported', 'expired', 'lapsed', 'returned'));

-- Neither was an attempt, so the next lease has its number.
alter table lease drop constraint lease_job_attempt_key;
create unique index one_lease_per_attempt on lease (job, attempt)
  where ended_how is null or ended_how in ('reported', 'expired');
create index lease_of_job on lease (job);
