-- For which of GitHub's repositories a run is, by its number: a repository has a quota of runs. Runs that were made
-- before this count for none.
alter table run add column repository_id bigint;
create index run_of_repository on run (repository_id, submitted) where repository_id is not null;
