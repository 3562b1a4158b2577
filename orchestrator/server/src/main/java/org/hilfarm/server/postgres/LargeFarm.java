package org.hilfarm.server.postgres;

import java.util.List;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Makes a farm's database large, to be measured: copies of one finished run over the last ninety
 * days, the newest of them open again, and boards that nobody has, half of them at work. For a
 * database that is thrown away afterwards; no farm may use it meanwhile.
 */
public final class LargeFarm {
  /** Of older ones a farm has let go of what boards reported. */
  private static final int REPORTED = 300;

  private static final String RUNS =
      """
      insert into run select x.* from run r cross join generate_series(1, :runs) n
      cross join lateral jsonb_populate_record(r, jsonb_build_object(
        'id', 'r' || r.number + n, 'number', r.number + n,
        'name', 'build ' || r.number + n,
        'plan', replace(replace(r.plan, '"' || r.id || '"', '"r' || r.number + n || '"'),
          '"' || r.id || '-', '"r' || r.number + n || '-'),
        'submitted', now() - (:runs - n) * interval '90 days' / :runs,
        'finished', now() - (:runs - n) * interval '90 days' / :runs)) x
      where r.id = :run
      """;

  private static final String JOBS =
      """
      insert into job select x.* from run r join job j on j.run = r.id
      cross join generate_series(1, :runs) n
      cross join lateral jsonb_populate_record(j, jsonb_build_object(
        'id', replace(j.id, r.id || '-', 'r' || r.number + n || '-'), 'run', 'r' || r.number + n,
        'number', r.number + n)) x
      where r.id = :run
      """;

  private static final String LEASES =
      """
      insert into lease select x.* from run r join job j on j.run = r.id
      join lease l on l.job = j.id cross join generate_series(1, :runs) n
      cross join lateral jsonb_populate_record(l, jsonb_build_object(
        'token', l.token + 1000 * n, 'job', replace(j.id, r.id || '-', 'r' || r.number + n || '-'),
        'rack', 'bench-' || n % 50, 'serial', 'B' || n % 500)) x
      where r.id = :run
      """;

  /** An image is run three times, and one script of forty fails. */
  private static final String OUTCOMES =
      """
      insert into script_outcome (token, script, run, board_type, rack, serial, image, part, outcome,
        fault, stored)
      select x.token, x.script, x.run, x.board_type, x.rack, x.serial, x.image, x.part, x.outcome,
        x.fault, x.stored from run r join script_outcome o on o.run = r.id
      cross join generate_series(1, :runs) n
      cross join lateral jsonb_populate_record(o, jsonb_build_object(
        'token', o.token + 1000 * n, 'run', 'r' || r.number + n, 'image', o.image || n / 3,
        'board_type', o.board_type || '-' || n % 8, 'rack', 'bench-' || n % 50,
        'serial', 'B' || n % 500,
        'outcome', case when (n * 7 + length(o.script)) % 41 = 0 then 'failed' else o.outcome end,
        'stored', now() - (:runs - n) * interval '90 days' / :runs)) x
      where r.id = :run
      """;

  private static final String MEASURES =
      """
      insert into script_measure select x.* from run r join script_measure m on m.run = r.id
      cross join generate_series(1, :runs) n
      cross join lateral jsonb_populate_record(m, jsonb_build_object(
        'token', m.token + 1000 * n, 'run', 'r' || r.number + n,
        'board_type', m.board_type || '-' || n % 8, 'value', m.value + n % 50)) x
      where r.id = :run
      """;

  private static final String ATTEMPTS =
      """
      insert into attempt select x.* from run r join attempt a on a.run = r.id
      cross join generate_series(greatest(1, :runs - :reported), :runs) n
      cross join lateral jsonb_populate_record(a, jsonb_build_object(
        'token', a.token + 1000 * n, 'run', 'r' || r.number + n,
        'job', replace(a.job, r.id || '-', 'r' || r.number + n || '-'),
        'report', replace(a.report, '"' || r.id || '-', '"r' || r.number + n || '-'))) x
      where r.id = :run
      """;

  private static final String FIRES =
      """
      insert into schedule_fire (schedule, due, how, run)
      select s.id, r.submitted, 'due', r.id from schedule s cross join run r
      where s.removed is null and r.number % greatest(:runs / 90, 1) = 0 on conflict do nothing
      """;

  /** Heard of for as long as anybody measures. */
  private static final String RACKS =
      """
      insert into rack select x.* from (select * from rack limit 1) r
      cross join generate_series(0, 49) n
      cross join lateral jsonb_populate_record(cast(null as rack), to_jsonb(r) || jsonb_build_object(
        'id', 'bench-' || n, 'heard', now() + interval '1 day')) x
      """;

  private static final String BOARDS =
      """
      insert into board select x.* from (
        select b.*, row_number() over () - 1 as nth, count(*) over () as kinds from board b) b
      join generate_series(0, :boards - 1) n on n % b.kinds = b.nth
      cross join lateral jsonb_populate_record(cast(null as board), to_jsonb(b) || jsonb_build_object(
        'rack', 'bench-' || n % 50, 'serial', 'B' || n, 'slot', 'slot-' || n,
        'position', n / 50, 'state', 'READY')) x
      """;

  private static final String DAYS =
      """
      insert into board_day
      select 'bench-' || n % 50, 'B' || n, cast(now() at time zone 'UTC' as date) - d, 1 + n % 5,
        case when (n + d) % 11 = 0 then 1 else 0 end, (n + d) % 97 = 0
      from generate_series(0, :boards - 1) n cross join generate_series(0, 29) d
      """;

  private static final String STARTS =
      """
      insert into board_start
      select 'bench-' || n % 50, 'B' || n, now(), 'WATCHDOG_UNFED', 'WATCHDOG', 'EXPECTED', ''
      from generate_series(0, :boards - 1) n
      """;

  /** Kept for as long as anybody measures. */
  private static final String WORK =
      """
      insert into lease (token, job, attempt, rack, serial, granted, expires, taken)
      select top.token + n, j.id, 1000, 'bench-' || n % 50, 'B' || n, now(),
        now() + interval '1 day', now()
      from (select max(token) + 1 as token from lease) top
      cross join generate_series(0, :boards / 2 - 1) n
      join run r on r.id = :run
      cross join lateral (
        select id from job where run = 'r' || r.number + :runs - n order by position limit 1) j
      """;

  /** As many as the first page lists. */
  private static final String OPEN =
      """
      with open as (
        update run set finished = null, verdict = null, report_dir = null, report_url = null
        where number > (select max(number) - 50 from run) returning id)
      update job j set turn = now(), progress = null, cost_ms = 60000,
        state = case when exists (select from lease l where l.job = j.id and l.ended is null)
          then 'leased' else 'waiting' end
      from open where j.run = open.id
      """;

  private static final List<String> ALL =
      List.of(
          RUNS, JOBS, LEASES, OUTCOMES, MEASURES, ATTEMPTS, FIRES, RACKS, BOARDS, DAYS, STARTS,
          WORK, OPEN);

  private LargeFarm() {}

  /**
   * Fills the database.
   *
   * @param like a finished run that is there; it must have been the first
   * @param runs how many there are besides when this returns
   * @param boards how many there are besides
   */
  public static void fill(String jdbcUrl, RunId like, int runs, int boards) {
    Jdbi jdbi = Jdbi.create(jdbcUrl);
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    jdbi.useTransaction(
        handle -> {
          for (String sql : ALL) {
            fill(handle, sql, like, runs, boards);
          }
          handle.execute("select setval('run_number', max(number)) from run");
          handle.execute("select setval('fence', max(token)) from lease");
        });
    jdbi.useHandle(handle -> handle.execute("vacuum analyze"));
  }

  private static void fill(Handle handle, String sql, RunId like, int runs, int boards) {
    handle
        .createUpdate(sql)
        .bind("run", like.value())
        .bind("runs", runs)
        .bind("boards", boards)
        .bind("reported", REPORTED)
        .execute();
  }
}
