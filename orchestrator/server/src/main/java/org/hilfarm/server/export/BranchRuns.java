package org.hilfarm.server.export;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.allure.BranchReports;
import org.hilfarm.server.allure.Past;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.verdict.PairEnding;

/** All that the report of a branch is made from: its last runs, each pair told by the newest. */
public record BranchRuns(RunStore runs, Branch branch) {
  /** Further back nobody looks; a pair that none of these required is told no more. */
  private static final int MOST = 30;

  /** The newest run to tell of; empty where none has ended, or all were too old to be kept. */
  public Optional<RunId> newest() {
    return runs.runsOf(branch, 1).stream().findFirst();
  }

  /** Reads it. */
  public BranchReports.Source source() {
    List<Past> past = new ArrayList<>();
    List<BranchReports.Part> parts = new ArrayList<>();
    Set<Requirement> told = new HashSet<>();
    for (RunId run : runs.runsOf(branch, MOST)) {
      RunRow row = runs.row(run).orElseThrow();
      past.add(new Past(run, row.finished().orElseThrow(), endings(row)));
      Set<Requirement> pairs = pairs(row);
      pairs.removeAll(told);
      if (!pairs.isEmpty()) {
        told.addAll(pairs);
        parts.add(new BranchReports.Part(FinishedRuns.of(runs, row), page(run), pairs));
      }
    }
    return new BranchReports.Source(branch, past, parts, runs::artifact);
  }

  private Map<Requirement, PairEnding.Word> endings(RunRow row) {
    Map<Requirement, PairEnding.Word> endings = new HashMap<>();
    runs.pairs(row).forEach(p -> endings.put(p.pair(), p.word()));
    return endings;
  }

  /** What does not apply is told as well, by the newest run that says so. */
  private static Set<Requirement> pairs(RunRow row) {
    Set<Requirement> pairs = new HashSet<>(row.plan().required());
    row.plan().notApplicable().stream().map(NotApplicable::pair).forEach(pairs::add);
    return pairs;
  }

  private static URI page(RunId run) {
    return URI.create("../../../runs/" + run);
  }
}
