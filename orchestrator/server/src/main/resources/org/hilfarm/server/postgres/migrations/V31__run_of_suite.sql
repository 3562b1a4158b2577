-- Which suites there are, and which runs are of one: the page of history asks for both.
create index run_of_suite on run (suite, id);
