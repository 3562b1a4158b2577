package org.hilfarm.server.allure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.server.verdict.Told;
import org.hilfarm.server.verdict.Verdicts;

/**
 * What a long soak's report tells as one: of each pair the rounds that passed, and those that did
 * not, beyond the ones that are {@link Told} by themselves.
 */
record FoldedRounds(List<Group> groups) {

  /**
   * Rounds of one pair that ended alike.
   *
   * @param rounds which, in words
   * @param against what the first of them says against the pair; empty where they passed
   * @param start of the first, in milliseconds
   * @param stop of the last
   */
  record Group(Requirement pair, String rounds, List<Reason> against, long start, long stop) {
    boolean passed() {
      return against.isEmpty();
    }

    Blame blame() {
      return against.stream().map(Reason::blame).min(Comparator.naturalOrder()).orElseThrow();
    }
  }

  private record Key(Requirement pair, boolean passed) {}

  private record Tried(Round round, BoardReport attempt, List<Reason> against) {}

  static FoldedRounds of(FinishedRun run, Told told) {
    Map<Key, SortedMap<Integer, Tried>> folded = new HashMap<>();
    for (BoardReport attempt : run.attempts()) {
      if (!told.told(attempt)) {
        Round round = run.round(attempt).orElseThrow();
        attempt.scripts().stream()
            .map(s -> new Requirement(attempt.boardType(), s.script()))
            .forEach(
                pair -> {
                  List<Reason> against = Verdicts.against(run.plan(), attempt, pair.script());
                  folded
                      .computeIfAbsent(new Key(pair, against.isEmpty()), k -> new TreeMap<>())
                      .put(round.number(), new Tried(round, attempt, against));
                });
      }
    }
    List<Group> groups = new ArrayList<>();
    folded.forEach((key, tries) -> groups.add(group(key.pair, tries)));
    groups.sort(Comparator.comparing(Group::pair).thenComparing(Group::passed));
    return new FoldedRounds(groups);
  }

  private static Group group(Requirement pair, SortedMap<Integer, Tried> tries) {
    List<Tried> inOrder = List.copyOf(tries.values());
    Tried first = inOrder.getFirst();
    Tried last = inOrder.getLast();
    return new Group(
        pair,
        Round.words(tries.keySet(), first.round.of()),
        first.against,
        first.attempt.started().toEpochMilli(),
        last.attempt.finished().toEpochMilli());
  }
}
