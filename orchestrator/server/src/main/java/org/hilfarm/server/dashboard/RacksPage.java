package org.hilfarm.server.dashboard;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.server.postgres.FrontRows;
import org.hilfarm.server.report.Front;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.JobView;

/**
 * What the page of racks shows.
 *
 * @param shelves the racks by name, each with its slots
 * @param runs the latest runs, newest first
 * @param summary how many boards are in which state, in words
 */
public record RacksPage(List<Shelf> shelves, List<Row> runs, String summary) {
  private static final int RUNS = 50;
  private static final int REASON = 200;

  /** A rack. */
  public record Shelf(String rack, List<Card> slots) {}

  /** A slot and the board in it. */
  public record Card(
      String slot,
      String boardType,
      String serial,
      String state,
      String reason,
      String since,
      String abilities,
      Optional<Now> now) {}

  /** What a board does now. */
  public record Now(String run, String name, String stage, String doing, int percent) {}

  /** A run in the list. */
  public record Row(
      String run,
      String name,
      String suite,
      String state,
      String submitted,
      String why,
      Optional<Integer> percent,
      Optional<String> report) {}

  private record Place(RackId rack, BoardSerial board) {}

  static RacksPage of(List<BoardStatus> boards, Front front) {
    Map<Place, Now> works = new HashMap<>();
    front.work().forEach(w -> works.putIfAbsent(new Place(w.rack(), w.board()), now(w)));
    Map<RackId, List<BoardStatus>> racks =
        boards.stream()
            .sorted(Comparator.comparing(BoardStatus::slot))
            .collect(Collectors.groupingBy(BoardStatus::rack, TreeMap::new, Collectors.toList()));
    return new RacksPage(
        racks.entrySet().stream()
            .map(
                r ->
                    new Shelf(
                        r.getKey().value(),
                        r.getValue().stream().map(b -> card(b, works)).toList()))
            .toList(),
        front.runs().stream()
            .sorted(Comparator.comparing(RunView::submitted, Comparator.<Instant>reverseOrder()))
            .limit(RUNS)
            .map(RacksPage::row)
            .toList(),
        summary(boards));
  }

  private static String summary(List<BoardStatus> boards) {
    String states =
        boards.stream()
            .collect(Collectors.groupingBy(BoardStatus::state, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return Words.count(boards.size(), "board") + (states.isEmpty() ? "" : ": " + states);
  }

  private static Card card(BoardStatus board, Map<Place, Now> works) {
    return new Card(
        board.slot() + (board.emulated() ? " (emulated)" : ""),
        board.boardType().value(),
        board.serial().value(),
        board.state().name().toLowerCase(Locale.ROOT),
        Words.bounded(board.reason(), Words.REASON),
        Words.at(board.since()),
        board.abilities().stream().sorted().map(Object::toString).collect(Collectors.joining(", ")),
        Optional.ofNullable(works.get(new Place(board.rack(), board.serial()))));
  }

  private static Now now(FrontRows.Work work) {
    return new Now(
        work.run().value(),
        Words.bounded(work.name(), REASON),
        work.progress().stage().name().toLowerCase(Locale.ROOT),
        doing(work.progress()),
        percent(work.progress()));
  }

  /** "script 2 of 5, watchdog/reset_bites", or what it does before the first one. */
  static String doing(Progress progress) {
    String doing = Words.bounded(progress.doing(), REASON);
    return progress.scriptNumber() > 0
        ? "script %d of %d, %s".formatted(progress.scriptNumber(), progress.scriptCount(), doing)
        : doing;
  }

  static int percent(Progress progress) {
    return Math.clamp(progress.percent(), 0, 100);
  }

  private static Row row(RunView run) {
    return new Row(
        run.run().value(),
        Words.bounded(run.name(), REASON),
        run.suite(),
        run.verdict().orElse(run.state()),
        Words.at(run.submitted()),
        why(run),
        run.verdict().isPresent() ? Optional.empty() : Optional.of(done(run)),
        Words.address(run.reportUrl()));
  }

  private static String why(RunView run) {
    if (run.reasons().isEmpty()) {
      return "";
    }
    int more = run.reasons().size() - 1;
    return Words.bounded(run.reasons().getFirst(), REASON)
        + (more > 0 ? " (and %d more)".formatted(more) : "");
  }

  /** Percent of its jobs' way. */
  private static int done(RunView run) {
    boolean soak = run.jobs().stream().anyMatch(j -> j.round().isPresent());
    return soak
        ? rounds(run)
        : (int) run.jobs().stream().mapToInt(RacksPage::done).average().orElse(0);
  }

  /** Of a soak not every round is in its view: how far each type of board has come tells. */
  private static int rounds(RunView run) {
    Map<BoardTypeId, Integer> furthest = new HashMap<>();
    for (JobView job : run.jobs()) {
      job.round()
          .map(r -> (100 * (r.number() - 1) + done(job)) / r.of())
          .ifPresent(percent -> furthest.merge(job.boardType(), percent, Math::max));
    }
    return (int) furthest.values().stream().mapToInt(p -> p).average().orElse(0);
  }

  /** Flashing and proving count as nothing yet. */
  private static int done(JobView job) {
    if (job.state().equals("done")) {
      return 100;
    }
    return job.progress().stage() == Progress.Stage.TESTING ? percent(job.progress()) : 0;
  }
}
