package org.hilfarm.server.github.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.verdict.PairEnding;

/**
 * What a check's text is made of.
 *
 * @param intent what it is to say
 * @param run the run it follows
 * @param only the only type of board it is about; empty: it is the gate
 * @param farm where people find the farm, without a slash at the end
 */
record Subject(
    CheckIntent intent, Optional<TestedRun> run, Optional<BoardTypeId> only, String farm) {

  /** Whether the check is about a pair. */
  boolean about(Requirement pair) {
    return about(pair.boardType());
  }

  /** Whether the check is about a type of board. */
  boolean about(BoardTypeId type) {
    return only.map(type::equals).orElse(true);
  }

  /** What became of the pairs it is about. */
  List<PairEnding> pairs() {
    return run.map(TestedRun::pairs).orElse(List.of()).stream()
        .filter(p -> about(p.pair()))
        .toList();
  }

  /**
   * Why it is not green: the verdict's reasons, then those of pairs that it does not name since
   * others are worse.
   */
  List<Reason> reasons() {
    List<Reason> named =
        run.map(TestedRun::reasons).orElse(List.of()).stream()
            .filter(r -> about(r.pair()))
            .toList();
    List<Reason> beside =
        pairs().stream()
            .filter(p -> named.stream().noneMatch(r -> r.pair().equals(p.pair())))
            .flatMap(p -> p.against().stream())
            .toList();
    return Stream.concat(named.stream(), beside.stream()).toList();
  }

  /** The run's own page, or the farm's where there is none. */
  String page() {
    return run.map(r -> farm + "/runs/" + r.view().run()).orElse(farm + "/");
  }

  /** The run's Allure report, once it is made. */
  Optional<String> report() {
    return run.filter(r -> r.view().reportUrl().isPresent())
        .map(r -> farm + "/reports/" + r.view().run() + "/");
  }
}
