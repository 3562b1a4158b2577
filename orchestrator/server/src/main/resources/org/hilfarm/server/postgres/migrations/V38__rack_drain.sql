-- A rack that is to be touched ends what it does and is given nothing more, until it is said that it may work again.
alter table rack add column drains timestamptz; -- since when; null: it works
alter table rack add column drain_why text;
