package org.hilfarm.farm.show;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.runapi.Outlook;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;
import org.hilfarm.wire.runapi.RunView.JobView;
import org.hilfarm.wire.runapi.RunView.ScriptView;
import org.hilfarm.wire.runapi.SoakView;

/** Two runs as the server shows them. */
final class SampleRuns {
  private static final BoardTypeId NRF = new BoardTypeId("circuitplayground_bluefruit");
  private static final BoardSerial SERIAL = new BoardSerial("A8F03C51D26B947E");
  private static final ScriptId SLEEP = new ScriptId("deep_sleep/time_alarm_wakes");
  private static final ScriptId WATCHDOG = new ScriptId("watchdog/reset_bites");

  private SampleRuns() {}

  static RunView good() {
    return run(
        "r1",
        "good",
        Optional.of("mergeable"),
        List.of("all 2 required pairs passed"),
        List.of(
            script(SLEEP, "passed", Optional.empty(), ResetReason.DEEP_SLEEP_ALARM),
            script(WATCHDOG, "passed", Optional.empty(), ResetReason.WATCHDOG)));
  }

  static RunView regressed() {
    return run(
        "r2",
        "regressed\u001b[31m",
        Optional.of("blocked"),
        List.of(
            "deep_sleep/time_alarm_wakes on circuitplayground_bluefruit (A8F03C51D26B947E): the"
                + " board says reset reason SOFTWARE instead of DEEP_SLEEP_ALARM [FIRMWARE: the"
                + " author of the change]"),
        List.of(
            script(SLEEP, "failed", Optional.of(Blame.FIRMWARE), ResetReason.SOFTWARE),
            script(WATCHDOG, "passed", Optional.empty(), ResetReason.WATCHDOG)));
  }

  static JobView job(String state, Progress.Stage stage, int percent, int script) {
    return new JobView(
        new JobId("r1-1"),
        NRF,
        state,
        state.equals("waiting") ? Optional.empty() : Optional.of(SERIAL),
        new Progress(stage, percent, script, 2, WATCHDOG.value()),
        Optional.empty(),
        Optional.empty());
  }

  /** A pull request's second commit, whose job is second in the queue. */
  static RunView waiting() {
    JobView job = job("waiting", Progress.Stage.WAITING, 0, 0);
    Instant starts = Instant.parse("2026-11-22T10:02:00Z");
    Outlook outlook =
        new Outlook(
            2,
            1,
            Optional.of(starts),
            Optional.of(starts.plusSeconds(180)),
            "position 2, 1 board at work; may start about 10:02 and end about 10:05 UTC");
    RunView run =
        under(
            List.of(
                new JobView(
                    job.job(),
                    job.boardType(),
                    job.state(),
                    Optional.empty(),
                    job.progress(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(outlook))));
    return new RunView(
        new RunId("r2"),
        run.name(),
        run.state(),
        run.verdict(),
        run.reasons(),
        run.suite(),
        run.baseline(),
        run.submitted(),
        run.finished(),
        run.reportDir(),
        run.reportUrl(),
        run.notCovered(),
        run.required(),
        run.notApplicable(),
        run.jobs(),
        run.boards(),
        run.soak(),
        Optional.of(
            new RunView.Change(
                "adafruit/circuitpython",
                10432,
                "0123456789abcdef",
                Optional.of(new RunId("r1")),
                Optional.empty())));
  }

  /** Two rounds of twenty are over, the third is under way. */
  static RunView soak() {
    RunView run = good();
    return new RunView(
        run.run(),
        run.name(),
        "running",
        Optional.empty(),
        List.of(),
        "nightly-soak",
        false,
        run.submitted(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            round("leased", Progress.Stage.PROVING, 3),
            round("waiting", Progress.Stage.WAITING, 4)),
        List.of(
            round(1, script(WATCHDOG, "passed", Optional.empty(), ResetReason.WATCHDOG)),
            round(
                2, script(WATCHDOG, "failed", Optional.of(Blame.FIRMWARE), ResetReason.WATCHDOG))),
        List.of(
            new SoakView(
                NRF,
                20,
                2,
                List.of(new SoakView.SoakFailure(WATCHDOG, "round 2 of 20")),
                List.of(new SoakView.SoakPass(WATCHDOG, 1)),
                0,
                List.of(
                    new SoakView.Course(WATCHDOG, "bites after", "s", 2, 1.9, 2, 2.25),
                    new SoakView.Course(WATCHDOG, "set to", "s", 2, 2, 2, 2)))));
  }

  private static JobView round(String state, Progress.Stage stage, int number) {
    JobView job = job(state, stage, 0, 0);
    return new JobView(
        new JobId("r1-" + number),
        job.boardType(),
        state,
        job.board(),
        job.progress(),
        Optional.empty(),
        Optional.of(new Round(number, 20)));
  }

  private static BoardView round(int number, ScriptView script) {
    return new BoardView(
        SERIAL,
        NRF,
        Family.NRF52840,
        1,
        "running 10.2.0",
        List.of(script),
        Optional.empty(),
        false,
        Optional.of(new Round(number, 20)));
  }

  static RunView under(List<JobView> jobs) {
    RunView run = good();
    return new RunView(
        run.run(),
        run.name(),
        "running",
        Optional.empty(),
        List.of(),
        run.suite(),
        run.baseline(),
        run.submitted(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        jobs,
        List.of(),
        List.of());
  }

  /** With these attempts, in the order in which they ended. */
  static RunView tried(List<Integer> attempts) {
    RunView run = good();
    return new RunView(
        run.run(),
        run.name(),
        run.state(),
        run.verdict(),
        run.reasons(),
        run.suite(),
        run.baseline(),
        run.submitted(),
        run.finished(),
        run.reportDir(),
        run.reportUrl(),
        run.notCovered(),
        run.required(),
        run.notApplicable(),
        run.jobs(),
        attempts.stream()
            .map(
                n ->
                    new BoardView(
                        SERIAL,
                        NRF,
                        Family.NRF52840,
                        n,
                        "running 10.1.0",
                        List.of(),
                        Optional.empty(),
                        false,
                        Optional.empty()))
            .toList(),
        List.of());
  }

  /** The regressed run with one more attempt, that passed what the first failed. */
  static RunView controlled(Optional<String> control, boolean emulated) {
    RunView run = regressed();
    BoardView more =
        new BoardView(
            SERIAL,
            NRF,
            Family.NRF52840,
            1,
            "running 10.1.0",
            List.of(script(SLEEP, "passed", Optional.empty(), ResetReason.DEEP_SLEEP_ALARM)),
            control,
            emulated,
            Optional.empty());
    return new RunView(
        run.run(),
        run.name(),
        run.state(),
        run.verdict(),
        run.reasons(),
        run.suite(),
        run.baseline(),
        run.submitted(),
        run.finished(),
        run.reportDir(),
        run.reportUrl(),
        List.of(),
        run.required(),
        List.of(),
        run.jobs(),
        List.of(run.boards().getFirst(), more),
        List.of());
  }

  private static RunView run(
      String id,
      String name,
      Optional<String> verdict,
      List<String> reasons,
      List<ScriptView> scripts) {
    return new RunView(
        new RunId(id),
        name,
        "done",
        verdict,
        reasons,
        "pr",
        false,
        Instant.parse("2026-11-22T10:00:00Z"),
        Optional.of(Instant.parse("2026-11-22T10:01:00Z")),
        Optional.of("/data/reports/" + id),
        Optional.of("http://127.0.0.1:8080/reports/" + id + "/"),
        List.of(new BoardTypeId("raspberry_pi_pico_w")),
        List.of(),
        List.of(
            new NotApplicable(
                new Requirement(NRF, new ScriptId("i2c/target_answers")),
                "no slot of this type is wired for i2c-target")),
        List.of(),
        List.of(
            new BoardView(
                SERIAL,
                NRF,
                Family.NRF52840,
                1,
                "running 10.1.0",
                scripts,
                Optional.empty(),
                false,
                Optional.empty())),
        List.of());
  }

  private static ScriptView script(
      ScriptId name, String status, Optional<Blame> blame, ResetReason seen) {
    return new ScriptView(
        name, status, blame, Optional.empty(), List.of(seen), Optional.empty(), Optional.empty());
  }
}
