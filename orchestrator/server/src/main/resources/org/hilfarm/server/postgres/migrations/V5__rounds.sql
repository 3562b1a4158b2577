-- Which round of a soak a job is: between its rounds a soak lets other runs go first.
alter table job add column round int not null default 1;
