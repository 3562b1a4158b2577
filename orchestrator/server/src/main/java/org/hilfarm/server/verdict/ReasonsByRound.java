package org.hilfarm.server.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.verdict.Reason;

/**
 * Reasons about one pair, those that differ only by their round told as one. Bounded: a soak of
 * many rounds must not bury what is to be read. Reasons of jobs that are no rounds stay as they
 * are.
 */
final class ReasonsByRound {
  private static final int MOST = 5;

  private record Said(Blame blame, String text) {}

  private record From(PlannedJob job, Reason reason) {}

  private final Map<Said, List<From>> said = new LinkedHashMap<>();
  private final Set<Reason> ofNoRound = new LinkedHashSet<>();

  /** Notes what an attempt at the job says. */
  void add(PlannedJob job, Reason reason) {
    if (job.round().isEmpty()) {
      ofNoRound.add(reason);
      return;
    }
    said.computeIfAbsent(new Said(reason.blame(), reason.text()), s -> new ArrayList<>())
        .add(new From(job, reason));
  }

  /** All of them, in the order of rounds. */
  List<Reason> all() {
    List<Reason> all = new ArrayList<>(ofNoRound);
    List<List<From>> groups = new ArrayList<>(said.values());
    groups.stream().limit(MOST).map(g -> told(g, g.getFirst().reason().text())).forEach(all::add);
    List<From> rest = groups.stream().skip(MOST).flatMap(List::stream).toList();
    if (!rest.isEmpty()) {
      all.add(told(rest, "it failed otherwise; the report has every one of them"));
    }
    return all;
  }

  private static Reason told(List<From> from, String text) {
    Reason first = from.getFirst().reason();
    List<Optional<BoardSerial>> boards =
        from.stream().map(f -> f.reason().board()).distinct().toList();
    return new Reason(
        first.blame(),
        first.pair(),
        boards.size() == 1 ? boards.getFirst() : Optional.empty(),
        words(from.stream().map(From::job).toList()) + ": " + text);
  }

  /** The rounds these jobs are; nothing where they are none. */
  static String words(List<PlannedJob> jobs) {
    List<Round> rounds = jobs.stream().flatMap(j -> j.round().stream()).toList();
    return rounds.isEmpty()
        ? ""
        : Round.words(rounds.stream().map(Round::number).toList(), rounds.getFirst().of());
  }
}
