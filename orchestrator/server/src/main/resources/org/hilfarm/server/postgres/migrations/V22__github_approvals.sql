-- Who let a commit's firmware onto the boards. It holds for that very commit and ends with the next push.
create table github_approval (
  gate bigint not null references github_gate,
  number bigint generated always as identity primary key,
  actor_id bigint not null,
  actor text not null,
  permission text not null, -- as the API said it at that moment
  how text not null check (how in ('button', 'label')),
  at timestamptz not null default clock_timestamp(),
  voided timestamptz,
  why text not null default ''
);
create unique index github_approval_holds on github_approval (gate) where voided is null;
