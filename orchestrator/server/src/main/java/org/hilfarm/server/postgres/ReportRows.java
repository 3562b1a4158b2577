package org.hilfarm.server.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.SuiteId;
import org.jdbi.v3.core.Handle;

/** Reports of finished runs: which are to be made, who makes one now, and what they remember. */
public final class ReportRows {
  private static final int WHY = 1000;

  private static final String CLAIM =
      """
      update report set maker = :maker, tries = tries + 1,
        until = clock_timestamp() + :lasts * interval '1 ms'
      where run = (
        select p.run from report p join run r on r.id = p.run
        where p.made is null and p.not_before <= clock_timestamp()
          and (p.until is null or p.until <= clock_timestamp())
        order by r.number limit 1
        for update of p skip locked)
      returning run
      """;

  private final Handle handle;

  ReportRows(Handle handle) {
    this.handle = handle;
  }

  /** A report is to be made of this run. */
  void due(RunId run) {
    handle
        .createUpdate("insert into report (run) values (:run) on conflict do nothing")
        .bind("run", run.value())
        .execute();
  }

  /** Takes the oldest that nobody makes, until the lease ends; empty where there is none. */
  public Optional<RunId> claim(String maker, Duration lasts) {
    return handle
        .createQuery(CLAIM)
        .bind("maker", maker)
        .bind("lasts", lasts.toMillis())
        .mapTo(String.class)
        .map(RunId::new)
        .findOne();
  }

  /** Still at it; false where another has it. */
  public boolean renew(RunId run, String maker, Duration lasts) {
    return handle
            .createUpdate(
                "update report set until = clock_timestamp() + :lasts * interval '1 ms'"
                    + " where run = :run and maker = :maker")
            .bind("run", run.value())
            .bind("maker", maker)
            .bind("lasts", lasts.toMillis())
            .execute()
        > 0;
  }

  /** Gives a claim back: anybody may try again, this long after now. */
  public void giveBack(RunId run, String maker, Duration rest, String why) {
    handle
        .createUpdate(
            "update report set maker = null, until = null, why = :why,"
                + " not_before = clock_timestamp() + :rest * interval '1 ms'"
                + " where run = :run and maker = :maker and made is null")
        .bind("run", run.value())
        .bind("maker", maker)
        .bind("rest", rest.toMillis())
        .bind("why", Text.bounded(why, WHY))
        .execute();
  }

  /** How often somebody began to make it. */
  public int tries(RunId run) {
    return handle
        .createQuery("select coalesce(max(tries), 0) from report where run = :run")
        .bind("run", run.value())
        .mapTo(Integer.class)
        .one();
  }

  /** Nobody makes it any more; where it was not said to be made it is tried again later. */
  public void settle(RunId run, String maker, Duration rest) {
    giveBack(run, maker, rest, "nobody published a report");
  }

  /** It is made. */
  void made(RunId run) {
    handle
        .createUpdate(
            "update report set made = coalesce(made, clock_timestamp()), maker = null,"
                + " until = null, why = null where run = :run")
        .bind("run", run.value())
        .execute();
  }

  /** Finished runs that have none yet, the oldest first. */
  public List<RunId> open() {
    return handle
        .createQuery(
            "select p.run from report p join run r on r.id = p.run"
                + " where p.made is null order by r.number")
        .mapTo(String.class)
        .map(RunId::new)
        .list();
  }

  /** Whether it was too old to be kept. */
  public boolean gone(RunId run) {
    return handle
        .createQuery("select exists (select from report where run = :run and gone is not null)")
        .bind("run", run.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** What the next report of the suite is to know of this one. */
  public void remember(RunId run, byte[] history) {
    handle
        .createUpdate("update report set history = :history where run = :run")
        .bind("run", run.value())
        .bind("history", history)
        .execute();
  }

  /** What the suite's run before this one left: the same whenever this one's report is made. */
  public Optional<byte[]> before(RunId run, SuiteId suite) {
    return handle
        .createQuery(
            "select p.history from report p join run r on r.id = p.run"
                + " where r.suite = :suite and p.history is not null"
                + " and r.number < (select number from run where id = :run)"
                + " order by r.number desc limit 1")
        .bind("suite", suite.value())
        .bind("run", run.value())
        .mapTo(byte[].class)
        .findOne();
  }
}
