package org.hilfarm.server.dashboard;

import java.util.Optional;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.server.postgres.FrontRows;
import org.hilfarm.server.postgres.HealthRows;
import org.hilfarm.server.report.BoardHealth;

/**
 * A slot of a rack and the board in it.
 *
 * @param id by which a page that is made current finds it again
 * @param state a word that is also its colour
 * @param reason why; empty where there is none to tell
 * @param now what it does; empty where it does nothing
 * @param start how it last started; empty where nobody has seen that
 * @param health its last thirty days
 */
public record SlotCard(
    String id,
    String slot,
    String boardType,
    String serial,
    String state,
    String reason,
    String since,
    Optional<Now> now,
    Optional<Start> start,
    HealthStrip health) {
  private static final int REASON = 200;

  /**
   * What a board does now.
   *
   * @param percent of the job's scripts
   * @param ends when it is thought to be done; empty where nobody knows
   */
  public record Now(
      String run, String name, String stage, String doing, int percent, String ends) {}

  /**
   * How a board last started.
   *
   * @param what what it said of it, and what was done to it
   * @param judgement the oracle's word, which is also its colour
   * @param why only where it was not as expected
   */
  public record Start(String at, String what, String judgement, String why) {}

  static SlotCard of(BoardStatus board, Optional<FrontRows.Work> work, BoardHealth health) {
    return new SlotCard(
        "slot-%s-%s".formatted(board.rack(), board.serial()),
        board.slot() + (board.emulated() ? " (emulated)" : ""),
        board.boardType().value(),
        board.serial().value(),
        RacksForm.word(board.state()),
        Words.bounded(board.reason(), Words.REASON),
        Words.at(board.since()),
        work.map(SlotCard::now),
        health.start().map(SlotCard::start),
        HealthStrip.of(health.days().values()));
  }

  private static Now now(FrontRows.Work work) {
    return new Now(
        work.run().value(),
        Words.bounded(work.name(), REASON),
        Words.lower(work.progress().stage()),
        doing(work.progress()),
        percent(work.progress()),
        work.ends().map(e -> "should end about " + Words.minute(e)).orElse(""));
  }

  private static Start start(HealthRows.Start start) {
    boolean expected = start.judgement() == Judgement.EXPECTED;
    return new Start(
        Words.at(start.at()),
        "%s, after %s"
            .formatted(
                start.reason().map(Enum::name).orElse("no reason said"),
                Words.lower(start.stimulus()).replace('_', ' ')),
        Words.lower(start.judgement()),
        expected ? "" : Words.bounded(start.why(), REASON));
  }

  /** "script 2 of 5, watchdog/reset_bites", or what it does before the first one. */
  static String doing(Progress progress) {
    String doing = Words.bounded(progress.doing(), REASON);
    if (progress.scriptNumber() > 0) {
      return "script %d of %d, %s"
          .formatted(progress.scriptNumber(), progress.scriptCount(), doing);
    }
    return progress.stage() == Progress.Stage.FLASHING
        ? "%s, %d\u00a0%%".formatted(doing, Math.clamp(progress.percent(), 0, 100))
        : doing;
  }

  /** Of the scripts: what is written before the first of them is no part of that. */
  static int percent(Progress progress) {
    return switch (progress.stage()) {
      case WAITING, FLASHING, PROVING -> 0;
      case TESTING -> Math.clamp(progress.percent(), 0, 100);
      case REPORTING, DONE -> 100;
    };
  }
}
