-- Since when the App is not at a repository any more, and why: nothing can be told there until it is back.
alter table github_repository add column gone timestamptz;
alter table github_repository add column gone_why text not null default '';

-- What is asked every hour for what is old.
create index github_check_settled on github_check (sent_at) where settled;

-- Which builds there were of a pull request's commits; whose they were then is not asked.
create index github_build_commit on github_build (repository_id, head_sha, workflow_run);
drop index github_build_pull;
