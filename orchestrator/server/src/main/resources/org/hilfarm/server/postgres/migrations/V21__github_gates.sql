-- A repository by its number, which no renaming changes; the name an allow list says is bound to the first number
-- that came under it.
create table github_repository (
  id bigint primary key,
  name text not null, -- small letters
  installation bigint not null,
  looked timestamptz, -- up to this time nothing was missed
  reconciled timestamptz
);
create unique index github_repository_name on github_repository (name);

-- A pull request as GitHub said it last.
create table github_pull (
  repository_id bigint not null references github_repository,
  number int not null,
  head_sha text not null,
  head_repository_id bigint not null, -- 0 where the fork is deleted
  head_owner text not null,
  head_branch text not null,
  base_branch text not null,
  merge_sha text,
  author_id bigint not null,
  author text not null,
  association text not null,
  pusher_id bigint not null, -- who pushed last; 0 where nobody knows
  open boolean not null,
  updated timestamptz not null,
  primary key (repository_id, number)
);

-- What is to stand at a commit: the intent of the check hil-test / gate.
create table github_gate (
  id bigint generated always as identity primary key,
  repository_id bigint not null references github_repository,
  head_sha text not null,
  kind text not null check (kind in ('pull_request', 'merge_group', 'push')),
  pr_number int,
  tier text not null default '',
  state text not null check (state in ('building', 'unapproved', 'due', 'run', 'skipped', 'cancelled', 'failed',
    'timed_out')),
  reason text not null, -- a sentence
  revision bigint not null default 1, -- grows with every change
  workflow_run bigint, -- the build that is, or was last, to be tested
  attempt int,
  asked int not null default 0, -- how often somebody asked for the same build again
  carried text not null default '', -- firmware of earlier builds that is tested too
  run text references run,
  came timestamptz not null default clock_timestamp(),
  due timestamptz,
  tries int not null default 0, -- only grows, as of a delivery
  until timestamptz,
  not_before timestamptz not null default clock_timestamp(),
  unique (repository_id, head_sha),
  check ((kind = 'pull_request') = (pr_number is not null)),
  check (state <> 'run' or run is not null),
  check (state <> 'due' or workflow_run is not null)
);
create index github_gate_pull on github_gate (repository_id, pr_number);
create index github_gate_due on github_gate (due) where state = 'due';
create index github_gate_run on github_gate (run);

-- Builds of a pull request, each attempt: a follow-up push builds only the boards it changes.
create table github_build (
  repository_id bigint not null references github_repository,
  workflow_run bigint not null,
  attempt int not null,
  head_sha text not null,
  pr_number int,
  conclusion text not null default '', -- empty while it runs
  came timestamptz not null default clock_timestamp(),
  primary key (repository_id, workflow_run, attempt)
);
create index github_build_pull on github_build (repository_id, pr_number, workflow_run);
