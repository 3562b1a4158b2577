package org.hilfarm.server.dashboard;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.postgres.FrontRows;
import org.hilfarm.server.report.Front;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;
import org.hilfarm.wire.runapi.RunView.JobView;
import org.hilfarm.wire.runapi.RunView.ScriptView;

/** A rack of six boards, a run under way, one that is blocked and one that is mergeable. */
final class SampleViews {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final BoardTypeId MAGTAG = new BoardTypeId("adafruit_magtag_2.9_grayscale");
  static final BoardTypeId FEATHER_S2 = new BoardTypeId("adafruit_feather_esp32s2");
  static final BoardTypeId NRF = new BoardTypeId("feather_nrf52840_express");
  static final BoardTypeId BLUEFRUIT = new BoardTypeId("circuitplayground_bluefruit");
  static final BoardTypeId PICO = new BoardTypeId("raspberry_pi_pico");
  static final BoardTypeId FEATHER_RP = new BoardTypeId("adafruit_feather_rp2040");

  static final ScriptId WATCHDOG = new ScriptId("watchdog/reset_bites");
  static final ScriptId FED = new ScriptId("watchdog/feeding_holds");
  static final ScriptId SLEEP = new ScriptId("deep_sleep/time_alarm_wakes");
  static final ScriptId I2C = new ScriptId("i2c/target_answers");
  static final ScriptId HEAP = new ScriptId("heap/reload_keeps_heap");

  private SampleViews() {}

  static List<BoardStatus> boards() {
    return List.of(
        board("slot1", "C7FD1A2B3C4D", MAGTAG, BoardState.READY, ""),
        board("slot2", "C7FD1A2B3C4E", FEATHER_S2, BoardState.LEASED, ""),
        board("slot3", "B1E2A94F0C3D5E77", NRF, BoardState.LEASED, ""),
        board(
            "slot4",
            "B1E2A94F0C3D5E78",
            BLUEFRUIT,
            BoardState.QUARANTINED,
            "No bootloader drive at 1-1.4 in 3 tries; look at the cable and the reset button."),
        board("slot5", "E6614103E7174F2C", PICO, BoardState.RECOVERING, "Port power is cycled."),
        board("slot6", "E6614103E7174F2D", FEATHER_RP, BoardState.OFFLINE, "rack not heard of"));
  }

  private static BoardStatus board(
      String slot, String serial, BoardTypeId type, BoardState state, String reason) {
    return new BoardStatus(
        new RackId("demo"),
        new SlotId(slot),
        new BoardSerial(serial),
        type,
        Set.of(new Ability("watchdog"), new Ability("deep-sleep")),
        state,
        reason,
        NOON);
  }

  /** The first page's share of these: what is leased is at work in the demonstration's rack. */
  static Front front(RunView... runs) {
    return new Front(
        List.of(runs),
        Arrays.stream(runs)
            .flatMap(
                r -> r.jobs().stream().filter(j -> j.state().equals("leased")).map(j -> work(r, j)))
            .toList(),
        SampleBoards.waiting());
  }

  private static FrontRows.Work work(RunView run, JobView job) {
    return new FrontRows.Work(
        new RackId("demo"),
        job.board().orElseThrow(),
        run.run(),
        run.name(),
        job.progress(),
        Optional.of(NOON.plusSeconds(300)));
  }

  static RunView queued() {
    return view("r-4", "waits", Optional.empty(), List.of(), List.of(), List.of());
  }

  /** The MagTag never came. */
  static RunView undecided() {
    return view(
        "r-5",
        "undecided",
        Optional.of("undecided"),
        List.of(),
        List.of(),
        List.of(attempt("E6614103E7174F2D", PICO, Family.RP2040, 1, passes())));
  }

  static RunView scriptAtFault() {
    return view(
        "r-6",
        "undecided",
        Optional.of("undecided"),
        List.of(),
        List.of(),
        List.of(
            attempt("E6614103E7174F2C", PICO, Family.RP2040, 1, passes()),
            attempt(
                "E6614103E7174F2D",
                PICO,
                Family.RP2040,
                2,
                List.of(failed(HEAP, Blame.SCRIPT, "NameError: name 'hli' is not defined")))));
  }

  static RunView running() {
    return view(
        "r-3",
        "PR 9876: keep the watchdog fed while the flash is erased",
        Optional.empty(),
        List.of(),
        List.of(
            new JobView(
                new JobId("r-3-1"),
                FEATHER_S2,
                "leased",
                Optional.of(new BoardSerial("C7FD1A2B3C4E")),
                new Progress(Progress.Stage.FLASHING, 42, 0, 5, "writing the image with esptool"),
                Optional.empty(),
                Optional.empty()),
            new JobView(
                new JobId("r-3-2"),
                NRF,
                "leased",
                Optional.of(new BoardSerial("B1E2A94F0C3D5E77")),
                new Progress(Progress.Stage.TESTING, 60, 4, 5, "i2c/target_answers"),
                Optional.empty(),
                Optional.empty()),
            new JobView(
                new JobId("r-3-3"),
                PICO,
                "waiting",
                Optional.empty(),
                Progress.waiting(5),
                Optional.empty(),
                Optional.empty()),
            new JobView(
                new JobId("r-3-4"),
                MAGTAG,
                "done",
                Optional.of(new BoardSerial("C7FD1A2B3C4D")),
                new Progress(Progress.Stage.DONE, 100, 5, 5, "done"),
                Optional.empty(),
                Optional.empty())),
        List.of(attempt("C7FD1A2B3C4D", MAGTAG, Family.ESP32S2, 1, passes())));
  }

  static RunView blocked() {
    return view(
        "r-2",
        "demonstration: regressed",
        Optional.of("blocked"),
        List.of(
            "heap/reload_keeps_heap on raspberry_pi_pico: heap_free fell from 171232 to 158944"
                + " bytes over 6 reloads; at most 512 may go. Who must act: the author of the"
                + " change.",
            "watchdog/reset_bites on adafruit_magtag_2.9_grayscale: the watchdog was armed for"
                + " 2 s and left unfed, and the board was still answering 5 s later. Who must"
                + " act: the author of the change."),
        List.of(),
        List.of(
            attempt("E6614103E7174F2C", PICO, Family.RP2040, 1, lostBoard()),
            attempt("E6614103E7174F2D", PICO, Family.RP2040, 2, leakyHeap()),
            attempt("C7FD1A2B3C4D", MAGTAG, Family.ESP32S2, 1, toothlessWatchdog())));
  }

  private static List<ScriptView> lostBoard() {
    return List.of(
        failed(
            WATCHDOG,
            Blame.RACK,
            "The board left the bus at 1-1.5 and did not come back within 10 s."));
  }

  private static List<ScriptView> leakyHeap() {
    return List.of(
        pass(WATCHDOG),
        pass(FED),
        pass(SLEEP),
        pass(I2C),
        failed(
            HEAP,
            Blame.FIRMWARE,
            "heap_free fell from 171232 to 158944 bytes over 6 reloads; at most 512 may go."));
  }

  private static List<ScriptView> toothlessWatchdog() {
    return List.of(
        failed(WATCHDOG, Blame.FIRMWARE, "The watchdog never bit."),
        pass(FED),
        pass(SLEEP),
        new ScriptView(
            HEAP,
            "skipped",
            Optional.of(Blame.SCRIPT),
            Optional.of("too little memory"),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  static RunView mergeable() {
    return view(
        "r-1",
        "demonstration: good",
        Optional.of("mergeable"),
        List.of(),
        List.of(),
        List.of(
            attempt("E6614103E7174F2D", PICO, Family.RP2040, 1, passes()),
            attempt("C7FD1A2B3C4D", MAGTAG, Family.ESP32S2, 1, passes())));
  }

  static RunView named(String name, List<String> reasons, Optional<String> reportUrl) {
    RunView v = blocked();
    return new RunView(
        v.run(),
        name,
        v.state(),
        v.verdict(),
        reasons,
        v.suite(),
        false,
        v.submitted(),
        v.finished(),
        v.reportDir(),
        reportUrl,
        v.notCovered(),
        v.required(),
        List.of(new NotApplicable(new Requirement(MAGTAG, I2C), name)),
        v.jobs(),
        List.of(
            new BoardView(
                new BoardSerial("E6614103E7174F2C"),
                PICO,
                Family.RP2040,
                1,
                name,
                List.of(failed(HEAP, Blame.FIRMWARE, name)),
                Optional.empty(),
                false,
                Optional.empty())),
        List.of());
  }

  /** A failure, the control that passed, and an emulated pass of what no board ran. */
  static RunView marked() {
    return view(
        "r-2",
        "marked",
        Optional.of("blocked"),
        List.of(),
        List.of(),
        List.of(
            marked(failed(HEAP, Blame.FIRMWARE, "it hangs"), Optional.empty(), false),
            marked(pass(HEAP), Optional.of("control of attempt 1 of job r-2-1"), false),
            marked(pass(I2C), Optional.empty(), true)));
  }

  private static BoardView marked(ScriptView script, Optional<String> control, boolean emulated) {
    return new BoardView(
        new BoardSerial("E6614103E7174F2C"),
        PICO,
        Family.RP2040,
        1,
        "running 10.2.0",
        List.of(script),
        control,
        emulated,
        Optional.empty());
  }

  private static RunView view(
      String id,
      String name,
      Optional<String> verdict,
      List<String> reasons,
      List<JobView> jobs,
      List<BoardView> boards) {
    boolean done = verdict.isPresent();
    Instant submitted = NOON.plusSeconds(90L * id.charAt(2) - 60 * 60);
    return new RunView(
        new RunId(id),
        name,
        done ? "done" : "running",
        verdict,
        reasons,
        "pr",
        false,
        submitted,
        done ? Optional.of(submitted.plusSeconds(74)) : Optional.empty(),
        Optional.empty(),
        done ? Optional.of("/reports/" + id + "/") : Optional.empty(),
        List.of(new BoardTypeId("adafruit_qtpy_rp2040")),
        required(jobs),
        List.of(
            new NotApplicable(
                new Requirement(MAGTAG, I2C), "no slot of this type has the ability i2c-target")),
        jobs,
        boards,
        List.of());
  }

  /** All but the one that does not apply, on the Pico, the MagTag and what has a job. */
  private static List<Requirement> required(List<JobView> jobs) {
    return Stream.concat(Stream.of(PICO, MAGTAG), jobs.stream().map(JobView::boardType))
        .distinct()
        .flatMap(
            type ->
                Stream.of(WATCHDOG, FED, SLEEP, I2C, HEAP)
                    .filter(script -> !type.equals(MAGTAG) || !script.equals(I2C))
                    .map(script -> new Requirement(type, script)))
        .toList();
  }

  private static BoardView attempt(
      String serial, BoardTypeId type, Family family, int number, List<ScriptView> scripts) {
    return new BoardView(
        new BoardSerial(serial),
        type,
        family,
        number,
        "running 10.2.0-demo",
        scripts,
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static List<ScriptView> passes() {
    return List.of(pass(WATCHDOG), pass(FED), pass(SLEEP), pass(I2C), pass(HEAP));
  }

  private static ScriptView pass(ScriptId script) {
    return new ScriptView(
        script,
        "passed",
        Optional.empty(),
        Optional.empty(),
        script.equals(WATCHDOG) ? List.of(ResetReason.WATCHDOG) : List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static ScriptView failed(ScriptId script, Blame blame, String reason) {
    return new ScriptView(
        script,
        "failed",
        Optional.of(blame),
        Optional.of(reason),
        List.of(ResetReason.UNKNOWN),
        Optional.empty(),
        Optional.empty());
  }
}
