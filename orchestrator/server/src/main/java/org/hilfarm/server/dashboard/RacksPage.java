package org.hilfarm.server.dashboard;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.server.postgres.FrontRows;
import org.hilfarm.server.postgres.StandingRows.Board;
import org.hilfarm.server.report.BoardHealth;
import org.hilfarm.server.report.Front;
import org.hilfarm.server.report.Waiting;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.JobView;

/**
 * What the page of racks shows.
 *
 * @param form the filters as they were filled in
 * @param racks what the field of that name offers, as do the types
 * @param shelves the racks by name, each with its slots in the order of the rack's file
 * @param left how many boards more there are than a page has room for
 * @param waiting what waits for boards, by their types
 * @param runs the latest runs, newest first
 * @param gitHub whether a run tests a pull request of GitHub's, and who looks may see what it told
 * @param summary how many boards are in which state, in words
 */
public record RacksPage(
    RacksForm form,
    List<String> racks,
    List<String> types,
    List<Shelf> shelves,
    int left,
    List<Queue> waiting,
    List<Row> runs,
    boolean gitHub,
    String summary) {
  /** A page has room for so many boards; filters lead to the others. */
  static final int BOARDS = 500;

  private static final int RUNS = 50;
  private static final int REASON = 200;

  /** A rack. */
  public record Shelf(String rack, List<SlotCard> slots) {}

  /** What waits for a type of board. */
  public record Queue(String boardType, String jobs, List<Turn> next) {}

  /** A job that waits. */
  public record Turn(String run, String name, String outlook) {}

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

  /** The boards a page with these filters shows, of all there are. */
  static List<BoardStatus> shown(RacksForm form, List<BoardStatus> boards) {
    return sought(form, boards).stream().limit(BOARDS).toList();
  }

  private static List<BoardStatus> sought(RacksForm form, List<BoardStatus> boards) {
    return form.sought()
        .map(sought -> boards.stream().filter(sought::has).toList())
        .orElse(List.of());
  }

  /** The form alone, which says why there is nothing below it. */
  static RacksPage refused(RacksForm form) {
    return new RacksPage(
        form, List.of(), List.of(), List.of(), 0, List.of(), List.of(), false, form.why());
  }

  static RacksPage of(
      RacksForm form,
      List<BoardStatus> boards,
      Map<Board, BoardHealth> health,
      Front front,
      boolean operator) {
    List<BoardStatus> sought = sought(form, boards);
    List<BoardStatus> shown = shown(form, boards);
    return new RacksPage(
        form,
        boards.stream().map(b -> b.rack().value()).distinct().sorted().toList(),
        boards.stream().map(b -> b.boardType().value()).distinct().sorted().toList(),
        shelves(shown, health, front),
        sought.size() - shown.size(),
        front.waiting().stream().map(RacksPage::queue).toList(),
        front.runs().stream()
            .sorted(Comparator.comparing(RunView::submitted, Comparator.<Instant>reverseOrder()))
            .limit(RUNS)
            .map(RacksPage::row)
            .toList(),
        operator && front.runs().stream().anyMatch(r -> r.change().isPresent()),
        summary(sought, boards.size()));
  }

  private static List<Shelf> shelves(
      List<BoardStatus> shown, Map<Board, BoardHealth> health, Front front) {
    Map<Board, FrontRows.Work> works = new HashMap<>();
    front.work().forEach(w -> works.putIfAbsent(new Board(w.rack(), w.board()), w));
    Map<RackId, List<SlotCard>> racks =
        shown.stream()
            .collect(
                Collectors.groupingBy(
                    BoardStatus::rack,
                    TreeMap::new,
                    Collectors.mapping(b -> card(b, works, health), Collectors.toList())));
    return racks.entrySet().stream().map(r -> new Shelf(r.getKey().value(), r.getValue())).toList();
  }

  private static SlotCard card(
      BoardStatus board, Map<Board, FrontRows.Work> works, Map<Board, BoardHealth> health) {
    Board id = new Board(board.rack(), board.serial());
    return SlotCard.of(
        board, Optional.ofNullable(works.get(id)), health.getOrDefault(id, BoardHealth.unknown()));
  }

  private static String summary(List<BoardStatus> boards, int all) {
    String states =
        boards.stream()
            .collect(Collectors.groupingBy(BoardStatus::state, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(e -> e.getValue() + " " + RacksForm.word(e.getKey()))
            .collect(Collectors.joining(", "));
    String of = boards.size() == all ? "" : " of " + all;
    return Words.count(boards.size(), "board") + of + (states.isEmpty() ? "" : ": " + states);
  }

  private static Queue queue(Waiting waiting) {
    return new Queue(
        waiting.boardType().value(),
        Words.count(waiting.jobs(), "job"),
        waiting.next().stream()
            .map(
                t ->
                    new Turn(t.run().value(), Words.bounded(t.name(), REASON), t.outlook().words()))
            .toList());
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
    return job.progress().stage() == Progress.Stage.TESTING ? SlotCard.percent(job.progress()) : 0;
  }
}
