package org.hilfarm.server.dashboard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.server.postgres.HealthRows;
import org.hilfarm.server.postgres.StandingRows.Board;
import org.hilfarm.server.report.BoardHealth;
import org.hilfarm.server.report.Front;
import org.hilfarm.server.report.Waiting;
import org.hilfarm.wire.runapi.Outlook;
import org.hilfarm.wire.runapi.RunView;

/** What befell the boards of {@link SampleViews}, and what waits for them. */
final class SampleBoards {
  private SampleBoards() {}

  /** The first page with all boards and these runs. */
  static String page(RunView... runs) {
    return page(SampleViews.boards(), SampleViews.front(runs));
  }

  static String page(List<BoardStatus> boards, Front front) {
    return Pages.racks(RacksPage.of(RacksForm.empty(), boards, health(), front, true));
  }

  /** The first page with these filters. */
  static RacksPage filtered(List<BoardStatus> boards, Map<String, List<String>> query) {
    return RacksPage.of(RacksForm.of(query), boards, Map.of(), SampleViews.front(), true);
  }

  /** So many Picos, ten to a rack. */
  static List<BoardStatus> picos(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                new BoardStatus(
                    new RackId("rack-%03d".formatted(n / 10)),
                    new SlotId("slot-" + n % 10),
                    new BoardSerial("P" + n),
                    SampleViews.PICO,
                    Set.of(),
                    BoardState.READY,
                    "",
                    SampleViews.NOON))
        .toList();
  }

  static List<Waiting> waiting() {
    return List.of(
        new Waiting(
            SampleViews.PICO,
            12,
            List.of(
                new Waiting.Turn(
                    new RunId("r-3"),
                    "PR 9876: keep the watchdog fed while the flash is erased",
                    new Outlook(
                        1,
                        2,
                        Optional.empty(),
                        Optional.empty(),
                        "position 1, 2 boards at work; may start about 12:05 and end about 12:09"
                            + " UTC")))),
        new Waiting(SampleViews.MAGTAG, 1, List.of()));
  }

  private static Map<Board, BoardHealth> health() {
    return Map.of(
        board("C7FD1A2B3C4D"),
        health(Judgement.EXPECTED, "", new HealthRows.Day(0, 4, 0, false), day(3, 2)),
        board("B1E2A94F0C3D5E78"),
        health(
            Judgement.UNEXPECTED,
            "expected WATCHDOG, and the board says POWER_ON",
            new HealthRows.Day(0, 0, 0, true),
            new HealthRows.Day(1, 1, 1, true),
            day(29, 7)));
  }

  private static HealthRows.Day day(int ago, int jobs) {
    return new HealthRows.Day(ago, jobs, ago == 3 ? 1 : 0, false);
  }

  private static Board board(String serial) {
    return new Board(new RackId("demo"), new BoardSerial(serial));
  }

  private static BoardHealth health(Judgement judgement, String why, HealthRows.Day... days) {
    return new BoardHealth(
        List.of(days).stream().collect(Collectors.toMap(HealthRows.Day::ago, Function.identity())),
        Optional.of(
            new HealthRows.Start(
                SampleViews.NOON.minus(Duration.ofHours(2)),
                Stimulus.WATCHDOG_UNFED,
                Optional.of(
                    judgement == Judgement.EXPECTED ? ResetReason.WATCHDOG : ResetReason.POWER_ON),
                judgement,
                why)));
  }
}
