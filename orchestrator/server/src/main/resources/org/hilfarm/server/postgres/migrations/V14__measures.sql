-- What scripts measured in planned work, so that nights can be compared. It goes with the attempts of an old soak.
create table script_measure (
  token bigint not null references lease,
  script text not null,
  position int not null,
  run text not null references run,
  board_type text not null,
  name text not null,
  unit text not null,
  value double precision not null,
  primary key (token, script, position)
);
create index script_measure_of_run on script_measure (run, board_type, script, name);

-- Those of runs that schedules made, as far as PostgreSQL can read what is stored.
do $$
declare a record;
begin
  for a in
    select t.token, t.run, t.report, j.board_type
    from attempt t join job j on j.id = t.job
    where j.control is null and not 'emulated' = any(j.needs)
      and exists (select from schedule_fire f where f.run = t.run)
  loop
    begin
      insert into script_measure (token, script, position, run, board_type, name, unit, value)
      select a.token, s ->> 'script', m.ordinality, a.run, a.board_type, left(m.value ->> 'name', 120),
        left(m.value ->> 'unit', 40), (m.value ->> 'value')::double precision
      from json_array_elements(a.report::json -> 'scripts') s,
        json_array_elements(s -> 'measures') with ordinality m
      where a.report::json #>> '{flash,is}' = 'running' and m.ordinality <= 100
      on conflict do nothing;
    exception when others then
      raise notice 'measures of attempt % are left out: %', a.token, sqlerrm;
    end;
  end loop;
end $$;
