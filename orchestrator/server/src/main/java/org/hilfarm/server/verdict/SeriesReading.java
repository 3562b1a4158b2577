package org.hilfarm.server.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Reason;

/**
 * What the reruns say of a pair that is red: whose fault it is, with the counts. It changes who
 * must act and adds words; it never takes a reason away, so a rerun makes nothing green. Pure.
 *
 * @param attempts all of the run, settled by their controls
 */
record SeriesReading(RunPlan plan, List<BoardReport> attempts, Followed followed) {
  private static final int MOST_BOARDS = 4;
  private static final String NOT_AGAIN =
      "Not run again: this run has had its reruns, of %d scripts. ".formatted(Series.MOST);

  /** A finding and where it was made. */
  record Found(Finding finding, String place, Tries tries) {
    Counts here() {
      return tries.buildAt(place);
    }

    Counts elsewhere() {
      return tries.buildElsewhere(place);
    }

    Counts base() {
      return tries.baseAt(place);
    }
  }

  /** What is known of a pair that was run again; empty where it was not. */
  Optional<Found> found(Requirement pair) {
    return followed.reruns().stream()
        .filter(r -> Series.pairs(List.of(r)).contains(pair))
        .findFirst()
        .flatMap(this::placeInQuestion)
        .map(
            place -> {
              Tries tries = Tries.of(pair, plan, attempts, followed);
              Finding finding =
                  Finding.of(
                      tries.buildAt(place), tries.buildElsewhere(place), tries.baseAt(place));
              return new Found(finding, place, tries);
            });
  }

  /** The board where the series began; the sibling's rerun does not say it itself. */
  private Optional<String> placeInQuestion(Rerun one) {
    Optional<String> said =
        followed.reruns().stream()
            .filter(r -> r.besides(one) && r.part() != Rerun.Part.SIBLING)
            .map(Tries::place)
            .findFirst();
    return said.or(
        () ->
            attempts.stream()
                .filter(a -> a.job().equals(one.of()) && a.attempt() == one.attempt())
                .map(Tries::place)
                .findFirst());
  }

  /**
   * The reasons why a pair is red, as the reruns show them.
   *
   * @param reasons all of the firmware's or all of the script's
   */
  List<Reason> weigh(Requirement pair, List<Reason> reasons) {
    Optional<Found> found = found(pair);
    if (found.isEmpty()) {
      return Series.pairs(followed.reruns()).size() >= Series.MOST
          ? withWords(reasons, Optional.empty(), NOT_AGAIN)
          : reasons;
    }
    return withWords(reasons, found, words(found.get()));
  }

  /** Why the board of this pair's series is a bad one; empty where nothing says that it is. */
  Optional<String> badBoard(Requirement pair) {
    return found(pair)
        .filter(f -> f.finding() == Finding.BAD_BOARD)
        .map(f -> "%s %s".formatted(pair, words(f)).strip());
  }

  private static List<Reason> withWords(List<Reason> reasons, Optional<Found> found, String words) {
    List<Reason> told = new ArrayList<>();
    for (Reason reason : reasons) {
      told.add(
          new Reason(
              found.map(f -> f.finding().blame(reason.blame())).orElse(reason.blame()),
              reason.pair(),
              reason.board(),
              told.isEmpty() ? words + reason.text() : reason.text()));
    }
    return told;
  }

  private String words(Found found) {
    StringBuilder words = new StringBuilder(found.finding().words());
    words.append(": fails ").append(build(found)).append(", ").append(base(found));
    if (!found.finding().advice().isEmpty()) {
      words.append("; ").append(found.finding().advice());
    }
    found.tries().unanswered().stream().limit(2).forEach(why -> words.append("; ").append(why));
    return words.append(". ").toString();
  }

  /** All of this build's runs, by board where boards differ. */
  private static String build(Found found) {
    Counts all = found.here().plus(found.elsewhere());
    Map<String, Counts> boards = found.tries().build();
    String sum = "%s times with this build on %s".formatted(all, boards(boards.size()));
    boolean alike = all.always() || boards.size() == 1;
    return alike ? sum : sum + " (" + byBoard(boards) + ")";
  }

  private static String boards(int count) {
    return count == 1 ? "1 board" : count + " boards";
  }

  private static String byBoard(Map<String, Counts> boards) {
    String told =
        boards.entrySet().stream()
            .limit(MOST_BOARDS)
            .map(e -> "%s %s".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return boards.size() > MOST_BOARDS
        ? told + ", and %d more".formatted(boards.size() - MOST_BOARDS)
        : told;
  }

  private String base(Found found) {
    Optional<String> baseline = baseline(found.tries().pair());
    if (found.base().any()) {
      return "%s with %s on board %s"
          .formatted(found.base(), baseline.orElse("the baseline"), found.place());
    }
    return baseline.isPresent()
        ? "with nothing to compare"
        : "with no other build to compare (./farm submit DIR --baseline sets one)";
  }

  private Optional<String> baseline(Requirement pair) {
    Optional<String> ofRerun =
        followed.reruns().stream()
            .filter(r -> r.baseline().isPresent() && Series.pairs(List.of(r)).contains(pair))
            .map(Rerun::imageName)
            .findFirst();
    return ofRerun.or(
        () ->
            followed.controls().stream()
                .filter(c -> c.work().image().boardType().equals(pair.boardType()))
                .filter(c -> c.work().scripts().contains(pair.script()))
                .map(c -> "the " + c.baselineName())
                .findFirst());
  }
}
