-- What fixed the random choices of the farm's attempts when this one began. Who replays one has its seed, whatever the
-- farm runs with by now; leases from before have none.
alter table lease add column seed bigint;

-- Of which branch of which of GitHub's repositories a build is, as owner/name/branch; a pull request is of none.
alter table run add column branch text;
create index run_of_branch on run (branch, number) where branch is not null;

-- The branch that was pushed to, where the farm heard of its commit by its build.
alter table github_gate add column branch text;
