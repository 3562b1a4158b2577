-- Who did what to the farm. Rows are added in the transaction of the deed, and only ever added.
create table audit (
  number bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  address text not null,
  deed text not null,
  subject text not null,
  said text not null
);

create function audit_is_only_added_to() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to: % is refused', tg_op;
end
$$;
create trigger audit_is_kept before update or delete or truncate on audit
  for each statement execute function audit_is_only_added_to();

-- What is not done yet is counted often.
create index job_open on job (board_type, state) where state <> 'done';
