package org.hilfarm.farm.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.drivers.session.Greeting;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.time.Deadline;

/** Upstream's tests, one after the other, on the board on the desk. One thread uses it. */
public final class UpstreamRun {
  /** What a test costs besides its own time: a new interpreter, at worst a power cycle. */
  private static final Duration BESIDES = Duration.ofSeconds(30);

  /** Hears of what happens. */
  public interface Listener {
    /** A sentence about how far it is. */
    void says(String sentence);

    /** A test has ended; so many have, of so many. */
    void ended(ScriptReport report, int done, int all);
  }

  private final Desk desk;
  private final Listener listener;

  public UpstreamRun(Desk desk, Listener listener) {
    this.desk = desk;
    this.listener = listener;
  }

  /** Runs them; whatever a board does is in the result. */
  public UpstreamResult run(List<Script> tests, long seed) throws InterruptedException {
    Bench bench = desk.bench();
    Instant started = bench.clock().instant();
    Deadline outer = Deadline.after(longest(tests));
    Banner banner;
    try {
      banner = Greeting.of(bench, outer);
    } catch (SessionException e) {
      return notRun(tests, Optional.empty(), e.fault(), started);
    }
    listener.says(banner + " at port " + bench.slot().port());
    DeskRun.mustBeOf(bench, banner);
    try (BoardSession session = new BoardSession(bench, banner.version(), seed)) {
      Optional<Fault> unready = session.startClean(outer);
      if (unready.isPresent()) {
        return notRun(tests, Optional.of(banner), unready.get(), started);
      }
      List<ScriptReport> reports = each(tests, session, outer);
      return new UpstreamResult(
          bench, Optional.of(banner), reports, session.ledger().boots(), since(started));
    }
  }

  private List<ScriptReport> each(List<Script> tests, BoardSession session, Deadline outer)
      throws InterruptedException {
    List<ScriptReport> reports = new ArrayList<>();
    for (Script test : tests) {
      reports.add(session.run(test, outer));
      listener.ended(reports.getLast(), reports.size(), tests.size());
    }
    return reports;
  }

  /** Every test's budget in the board's own time and what may be needed besides: an outer cap. */
  private Duration longest(List<Script> tests) {
    Duration all = Duration.ofMinutes(5);
    for (Script test : tests) {
      all = all.plus(desk.bench().time().toWall(test.timeout())).plus(BESIDES);
    }
    return all;
  }

  private UpstreamResult notRun(
      List<Script> tests, Optional<Banner> banner, Fault fault, Instant started) {
    return new UpstreamResult(
        desk.bench(),
        banner,
        tests.stream().map(t -> ScriptReport.notRun(t.id(), fault, started)).toList(),
        0,
        since(started));
  }

  private Duration since(Instant started) {
    return Duration.between(started, desk.bench().clock().instant());
  }
}
