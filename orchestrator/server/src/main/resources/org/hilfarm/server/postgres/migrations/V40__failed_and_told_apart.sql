-- Which pairs failed most is asked of what failed alone: a small part of what came to an end.
create index script_outcome_failed on script_outcome (stored) include (board_type, script, part)
  where outcome = 'failed';

-- Images and boards told apart by 64 bits of their names, and so narrow enough to lie in the index beside the rest
-- that is counted: the rows themselves need not be read. The table is written anew for it, once.
alter table script_outcome
  add column image_key bigint generated always as (hashtextextended(image, 0)) stored,
  add column board_key bigint generated always as (hashtextextended(serial, hashtextextended(rack, 0))) stored;
drop index script_outcome_of_pair;
create index script_outcome_of_pair on script_outcome (board_type, script, stored)
  include (part, outcome, image_key, board_key);
