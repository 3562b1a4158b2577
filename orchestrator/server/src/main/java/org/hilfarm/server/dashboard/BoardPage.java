package org.hilfarm.server.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.postgres.BoardRows;
import org.hilfarm.server.report.BoardAddress;
import org.hilfarm.server.report.BoardPast;
import org.hilfarm.server.report.Boards;
import org.hilfarm.server.report.Past;
import org.hilfarm.server.visible.Visible;
import org.hilfarm.wire.runapi.BoardWear;

/**
 * What the page of a board shows.
 *
 * @param others the same serial in other racks
 * @param presence what it is now; empty where no rack has it any more
 * @param work what it does now
 * @param wishes what persons wanted of it, the newest first
 * @param wear what it has been through, a sentence each
 * @param strip attempts day by day, those with a fault of the rack's at the foot
 * @param resets what made it start, and what the oracle said
 * @param scripts those that failed here
 * @param ladder its states, and how it was brought back
 * @param attempts a page of them
 */
public record BoardPage(
    String serial,
    String rack,
    List<Pages.Way> others,
    Optional<Presence> presence,
    Optional<Work> work,
    List<WishLine> wishes,
    List<String> wear,
    Strip strip,
    List<ResetLine> resets,
    List<ScriptLine> scripts,
    LadderPart ladder,
    AttemptsPart attempts) {
  private static final int WEEK = 7;
  private static final int MOST_NAMED = 5;

  /** What it is now, by its rack's word or the farm's. */
  public record Presence(
      String boardType, String slot, String state, String reason, String since, String abilities) {}

  /** What it does now. */
  public record Work(String run, String name, String doing, int percent, String since) {}

  /** How often something made it start. */
  public record ResetLine(
      String stimulus, int expected, int unexpected, int contradictory, String latest) {}

  /** A script that failed here. */
  public record ScriptLine(String script, String counts, String images) {}

  static BoardPage of(BoardPast past) {
    String address = BoardAddress.of(past.board().serial());
    return new BoardPage(
        past.board().serial().value(),
        past.board().rack().value(),
        past.racks().stream()
            .filter(r -> !r.equals(past.board().rack()))
            .map(r -> other(address, r))
            .toList(),
        past.status().map(BoardPage::presence),
        past.work().map(BoardPage::work),
        past.wishes().stream().map(WishLine::of).toList(),
        wear(past),
        strip(past.late().strip()),
        ResetLines.of(past.late().resets()),
        past.late().scripts().stream().map(BoardPage::script).toList(),
        LadderPart.of(past.events()),
        AttemptsPart.of(past));
  }

  private static Pages.Way other(String address, RackId rack) {
    return new Pages.Way(address + "?rack=" + rack, "Rack " + rack);
  }

  private static Presence presence(BoardStatus board) {
    return new Presence(
        board.boardType().value(),
        board.slot() + (board.emulated() ? " (emulated)" : ""),
        board.state().name().toLowerCase(Locale.ROOT),
        Visible.line(board.reason(), Words.REASON),
        Words.at(board.since()),
        board.abilities().stream()
            .sorted()
            .map(Object::toString)
            .collect(Collectors.joining(", ")));
  }

  private static Work work(BoardRows.Work work) {
    return new Work(
        work.run().value(),
        Visible.line(work.name(), 200),
        work.progress().stage().name().toLowerCase(Locale.ROOT)
            + ": "
            + SlotCard.doing(work.progress()),
        SlotCard.percent(work.progress()),
        Words.at(work.since()));
  }

  private static List<String> wear(BoardPast past) {
    List<BoardRows.Day> days = past.late().days();
    int attempts = days.stream().mapToInt(BoardRows.Day::attempts).sum();
    int untold = days.stream().mapToInt(BoardRows.Day::untold).sum();
    int faults = days.stream().mapToInt(BoardRows.Day::rackFaults).sum();
    List<String> said = new ArrayList<>();
    said.add(
        "Written %s in all, %s in the last %d days."
            .formatted(
                Words.count(past.wear().map(BoardWear::flashes).orElse(0L), "time"),
                Words.count(thisWeek(past), "time"),
                WEEK));
    said.add(
        "The rack was at fault in %d of %s in the last %d days%s; %d in all."
            .formatted(
                faults,
                Words.count((long) attempts - untold, "attempt"),
                Boards.DAYS,
                rate(faults, attempts - untold),
                past.wear().map(BoardWear::rackFaults).orElse(0L)));
    if (untold > 0) {
      said.add(
          "Of %s more, from before this was written down, nobody knows."
              .formatted(Words.count(untold, "attempt")));
    }
    return List.copyOf(said);
  }

  private static String rate(int faults, int attempts) {
    return attempts == 0
        ? ""
        : String.format(Locale.ROOT, " (%.1f of 100)", 100.0 * faults / attempts);
  }

  private static int thisWeek(BoardPast past) {
    var since = past.late().strip().getLast().last().minusDays(WEEK - 1);
    return past.late().days().stream()
        .filter(d -> !d.day().isBefore(since))
        .mapToInt(BoardRows.Day::flashes)
        .sum();
  }

  private static Strip strip(List<Past.Cell> cells) {
    Strip drawn = Strip.of(cells);
    return new Strip(drawn.width(), drawn.bars(), words(cells));
  }

  private static String words(List<Past.Cell> cells) {
    List<Past.Cell> worked = cells.stream().filter(c -> c.passed() + c.failed() > 0).toList();
    List<Past.Cell> bad = worked.stream().filter(c -> c.failed() > 0).toList();
    String on = "attempts on %s".formatted(Words.count(worked.size(), "day"));
    if (bad.isEmpty()) {
      return on + ", none with a fault of the rack's";
    }
    return "%s; the rack at fault on %d: %s%s"
        .formatted(
            on,
            bad.size(),
            bad.reversed().stream()
                .limit(MOST_NAMED)
                .map(c -> "%d of %d on %s".formatted(c.failed(), c.passed() + c.failed(), c.last()))
                .collect(Collectors.joining(", ")),
            bad.size() > MOST_NAMED ? " and before" : "");
  }

  private static ScriptLine script(BoardRows.Script script) {
    return new ScriptLine(
        script.script().value(),
        "failed %d of %s"
            .formatted(script.failed(), Words.count(script.failed() + script.passed(), "time")),
        script.mixed() == 0
            ? "no image both passed and failed it"
            : "%d of %s both passed and failed it"
                .formatted(script.mixed(), Words.count(script.images(), "image")));
  }
}
