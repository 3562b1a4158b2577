package org.hilfarm.server.postgres;

/**
 * What may be asked of a farm's database when nothing is under way: each row of an answer is a
 * promise that was broken. Parameters are those of {@link Inquiry.Known}.
 */
public enum Question {
  /** What was answered with "accepted" is there. */
  ACCEPTED_IS_KEPT(
      "every accepted run is there",
      """
      select a.run accepted_and_gone from unnest(:accepted) a (run)
      where not exists (select from run r where r.id = a.run) order by 1
      """),

  /** A run has one end, and it stays. */
  RUN_ENDS_ONCE(
      "every accepted run ended once",
      """
      select r.id run, r.name, count(e.at) ends, r.submitted
      from run r left join witness.run_end e on e.run = r.id
      group by r.id, r.name, r.submitted
      having r.finished is null or count(e.at) <> 1 order by r.number
      """),

  /** Leases of one board never overlap. */
  ONE_HOLDER(
      "no board had two holders at a time",
      """
      select a.rack, a.serial, a.token, a.granted, a.ended, b.token other, b.granted other_granted,
        b.ended other_ended
      from lease a join lease b on b.rack = a.rack and b.serial = a.serial and b.token > a.token
      where b.granted < coalesce(a.ended, 'infinity') and a.granted < coalesce(b.ended, 'infinity')
      order by a.token
      """),

  /** A lease that ran out was taken from its holder when its time was over, not before. */
  LEASE_LASTS(
      "no lease was taken away before its time",
      """
      select token, rack, serial, granted, expires, ended from lease
      where ended_how in ('expired', 'lapsed') and ended < expires order by token
      """),

  /** A green run has, for each pair, a pass on a board that was proven to run its own image. */
  GREEN_IS_PROVEN(
      "no green run lacks a proof",
      """
      select r.id run, q ->> 'boardType' board_type, q ->> 'script' script
      from run r cross join lateral json_array_elements(cast(r.plan as json) -> 'required') q
      where cast(r.verdict as json) ->> 'is' = 'mergeable'
        and not exists (
          select from attempt a join lease l on l.token = a.token
          cross join lateral (select cast(a.report as json) report) o
          cross join lateral json_array_elements(o.report -> 'scripts') s
          cross join lateral json_array_elements(cast(r.plan as json) -> 'jobs') j
          where a.run = r.id and l.ended_how = 'reported'
            and coalesce(o.report ->> 'emulated', 'false') = 'false'
            and o.report ->> 'boardType' = q ->> 'boardType'
            and o.report -> 'flash' ->> 'is' = 'running'
            and o.report -> 'flash' ->> 'boardId' = q ->> 'boardType'
            and s ->> 'script' = q ->> 'script' and s -> 'outcome' ->> 'is' = 'passed'
            and j -> 'image' ->> 'boardType' = q ->> 'boardType'
            and j -> 'image' ->> 'digest' = o.report -> 'flash' ->> 'written')
      order by 1, 2, 3
      """),

  /** What came after a lease's end is not on record as a result. */
  LATE_NEVER_COUNTS(
      "no result of an expired lease counts",
      """
      select l.token, l.job, l.ended_how, l.expires, l.ended
      from lease l join attempt a on a.token = l.token
      where l.ended_how in ('lapsed', 'returned') or (l.ended_how = 'expired' and (
          cast(a.report as json) -> 'flash' ->> 'is' = 'running'
          or exists (select from json_array_elements(cast(a.report as json) -> 'scripts') s
            where s -> 'outcome' ->> 'is' <> 'not-run')))
        or (l.ended_how = 'reported' and l.ended > l.expires + interval '1 second'
          and not exists (select from witness.start s
            where l.granted < s.at and l.ended < s.at + interval '31 seconds'))
      order by l.token
      """),

  /** Nothing is left that somebody would have to wait for. */
  NOTHING_WAITS(
      "nothing waits for ever",
      """
      select 'job' what, j.id which, j.state state, j.waiting_since since from job j
        where j.state <> 'done'
      union all select 'lease', cast(l.token as text), coalesce(l.job, 'reservation by ' || l.person, 'recovery'), l.granted
        from lease l where l.ended is null
      union all select 'board', s.rack || '/' || s.serial, s.reason, s.since
        from board_standing s where s.state = 'RECOVERING'
      union all select 'run', r.id, r.name, r.submitted from run r where r.finished is null
      union all select 'report', p.run, coalesce(p.why, ''), r.finished
        from report p join run r on r.id = p.run where p.made is null
      order by 4
      """),

  /** A board that went away in the farm's own work is back, or somebody is told what to do. */
  BOARD_IS_BACK(
      "no board is lost to the pool without a word",
      """
      select b.rack, b.serial, b.board_type, b.state, b.reason, b.since,
        (select l.ended_how || ' at ' || l.ended from lease l
          where l.rack = b.rack and l.serial = b.serial order by l.token desc limit 1) last_lease
      from board b where b.state <> 'READY'
        and not exists (select from board_standing s
          where s.rack = b.rack and s.serial = b.serial)
      order by 1, 2
      """),

  /** Whoever asks what came of a run finds its report. */
  REPORT_IS_THERE(
      "a report exists for each ended run",
      """
      select r.id run, r.name, p.tries, p.why from run r left join report p on p.run = r.id
      where r.finished is not null and (p.made is null or r.report_url is null) order by r.number
      """),

  /** A build with a planted fault is never let through. */
  REGRESSED_IS_NOT_GREEN(
      "no regressed build is green",
      """
      select id run, name, verdict from run
      where name like 'regressed%' and cast(verdict as json) ->> 'is' = 'mergeable' order by number
      """),

  /** Red rests on what a live lease reported. */
  RED_HAS_EVIDENCE(
      "no run is red without evidence",
      """
      select r.id run, r.name, r.verdict from run r
      where cast(r.verdict as json) ->> 'is' = 'blocked'
        and not exists (
          select from attempt a join lease l on l.token = a.token
          where a.run = r.id and l.ended_how = 'reported'
            and (cast(a.report as json) -> 'flash' ->> 'is' = 'not-running'
              or exists (select from json_array_elements(cast(a.report as json) -> 'scripts') s
                where s -> 'outcome' ->> 'is' in ('failed', 'not-run'))))
      order by r.number
      """),

  /** A good build is red only where a board it met was made to look like bad firmware. */
  GOOD_IS_NOT_RED(
      "no good build is red on well boards",
      """
      select r.id run, r.name, r.verdict from run r
      where r.name like 'good%' and cast(r.verdict as json) ->> 'is' = 'blocked'
        and not exists (select from lease l join job j on j.id = l.job
          where j.run = r.id and l.rack || '/' || l.serial = any(:suspects))
      order by r.number
      """);

  private final String promise;
  private final String sql;

  Question(String promise, String sql) {
    this.promise = promise;
    this.sql = sql;
  }

  /** What holds where the answer has no row. */
  public String promise() {
    return promise;
  }

  String sql() {
    return sql;
  }
}
