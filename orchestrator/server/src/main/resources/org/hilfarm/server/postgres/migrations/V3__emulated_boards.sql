-- A run may be limited to the boards of one rack.
alter table run add column only_rack text;

-- What the farm adds to boards, so that jobs can ask for it; racks present themselves again soon.
update board set abilities = array_append(abilities, 'hardware')
  where not 'emulated' = any(abilities);

-- Jobs from before that were meant for boards.
update job set needs = array_append(needs, 'hardware') where state <> 'done' and control is null;
