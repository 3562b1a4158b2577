-- Identities of workflows that were exchanged: each is good once. A row may go when nobody could use it any more.
create table github_identity (
  jti text primary key,
  expires timestamptz not null
);
create index github_identity_expires on github_identity (expires);

-- What one was exchanged for: it may hand in, see and end one run. Only its digest is kept.
create table run_ticket (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  repository_id bigint not null,
  repository text not null,
  workflow_run bigint not null, -- the workflow that asked, not the one whose build is tested
  suites text[] not null,
  claims text not null, -- what the identity said, as JSON; never the identity itself
  made timestamptz not null default clock_timestamp(),
  expires timestamptz not null,
  run text references run -- the one it may see and end, once it is stored
);
create index run_ticket_expires on run_ticket (expires);
create index run_ticket_run on run_ticket (run);
