package org.hilfarm.server.github.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.verdict.PairEnding;
import org.hilfarm.wire.runapi.Outlook;
import org.hilfarm.wire.runapi.RunView;

/** Runs as a check may have to tell them. */
final class Views {
  static final String FARM = "https://farm.example";
  static final RunId RUN = new RunId("r12");
  static final BoardTypeId PICO = new BoardTypeId("raspberry_pi_pico");
  static final BoardTypeId FEATHER = new BoardTypeId("feather_nrf52840_express");
  static final ScriptId WATCHDOG = new ScriptId("watchdog/reset_bites");
  static final ScriptId HEAP = new ScriptId("heap/reload_keeps_heap");
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Views() {}

  static Requirement pair(BoardTypeId type, ScriptId script) {
    return new Requirement(type, script);
  }

  static Reason reason(Blame blame, Requirement pair, String text) {
    return new Reason(blame, pair, Optional.of(new BoardSerial("E661")), text);
  }

  static PairEnding passed(Requirement pair) {
    return new PairEnding(pair, true, List.of(), List.of());
  }

  static PairEnding ended(Requirement pair, Blame blame, String text) {
    return new PairEnding(pair, false, List.of(reason(blame, pair, text)), List.of());
  }

  static PairEnding known(Requirement pair) {
    return new PairEnding(pair, false, List.of(), List.of());
  }

  /** A run that ended. */
  static Subject ended(Verdict verdict, PairEnding... pairs) {
    return ended(verdict, List.of(pairs));
  }

  static Subject ended(Verdict verdict, List<PairEnding> pairs) {
    RunView view = view("done", Optional.of(verdict.word()), pairs, List.of());
    return follows(new TestedRun(view, Optional.of(verdict), pairs));
  }

  static Subject follows(TestedRun run) {
    return new Subject(new CheckIntent.Follows(RUN), Optional.of(run), Optional.empty(), FARM);
  }

  static Subject says(CheckIntent intent) {
    return new Subject(intent, Optional.empty(), Optional.empty(), FARM);
  }

  static Subject only(Subject subject, BoardTypeId type) {
    return new Subject(subject.intent(), subject.run(), Optional.of(type), FARM);
  }

  /** One that waits for a board. */
  static Subject queued() {
    RunView.JobView job =
        new RunView.JobView(
            new JobId("r12-1"),
            PICO,
            "waiting",
            Optional.empty(),
            Progress.waiting(2),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new Outlook(
                    3,
                    2,
                    Optional.of(NOON),
                    Optional.of(NOON.plusSeconds(600)),
                    "position 3, 2 boards at work; may start about 12:00 and end about 12:10"
                        + " UTC")));
    return follows(
        new TestedRun(
            view("queued", Optional.empty(), List.of(known(pair(PICO, HEAP))), List.of(job)),
            Optional.empty(),
            List.of()));
  }

  static RunView view(
      String state, Optional<String> verdict, List<PairEnding> pairs, List<RunView.JobView> jobs) {
    List<RunView.BoardView> boards = new ArrayList<>();
    if (verdict.isPresent()) {
      pairs.forEach(p -> boards.add(board(p)));
    }
    return new RunView(
        RUN,
        "PR 7",
        state,
        verdict,
        List.of(),
        "pr",
        false,
        NOON,
        verdict.map(v -> NOON.plusSeconds(90)),
        Optional.empty(),
        verdict.map(v -> "/reports/r12/"),
        List.of(new BoardTypeId("trinket_m0")),
        pairs.stream().map(PairEnding::pair).toList(),
        List.of(new NotApplicable(pair(PICO, new ScriptId("i2c/target_answers")), "no target")),
        jobs,
        boards,
        List.of());
  }

  private static RunView.BoardView board(PairEnding pair) {
    Optional<Reason> reason = pair.against().stream().findFirst();
    return new RunView.BoardView(
        new BoardSerial("E661"),
        pair.pair().boardType(),
        Family.RP2040,
        1,
        "running 10.2.0",
        List.of(
            new RunView.ScriptView(
                pair.pair().script(),
                reason.isPresent() ? "failed" : "passed",
                reason.map(Reason::blame),
                reason.map(Reason::text),
                List.of(ResetReason.WATCHDOG, ResetReason.POWER_ON),
                Optional.empty(),
                Optional.empty())),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
