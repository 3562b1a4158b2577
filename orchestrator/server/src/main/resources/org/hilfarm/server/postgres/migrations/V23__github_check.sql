-- What the checks of a commit are to say at GitHub, and how much of it GitHub has taken: one row a check, which is
-- changed and never multiplied. A check that concluded and is opened again is a new edition, since GitHub's own
-- check run keeps its annotations for good.
create table github_check (
  id bigint generated always as identity primary key,
  repository_id bigint not null,
  repository text not null,
  installation bigint not null,
  head_sha text not null check (head_sha ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'),
  merge_sha text,
  name text not null,
  board_type text, -- null: the gate
  intent text not null
    check (intent in ('waits', 'follows', 'nothing-to-test', 'calls-off', 'needs-approval', 'rejected',
      'not-testable')),
  why text not null default '',
  run text references run,
  asked timestamptz not null default clock_timestamp(),
  edition int not null default 1,
  -- What GitHub has of this edition.
  check_run bigint,
  sent_digest text,
  sent_status text,
  sent_conclusion text,
  sent_at timestamptz,
  annotated int not null default 0,
  settled boolean not null default false, -- it has the conclusion, and nothing is left to say
  -- When it is looked at again, and before when nothing may be sent.
  due timestamptz not null default clock_timestamp(),
  not_before timestamptz not null default clock_timestamp(),
  tries int not null default 0, -- in vain, since GitHub took something
  trouble text,
  -- Who sends it now; the fence grows with each who does.
  sender text,
  until timestamptz,
  fence bigint not null default 0,
  check ((intent = 'follows') = (run is not null)),
  check ((sender is null) = (until is null)),
  unique (repository_id, head_sha, name)
);
create index github_check_due on github_check (due) where not settled;
create index github_check_of_run on github_check (run) where run is not null;
