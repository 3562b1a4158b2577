package org.hilfarm.server.verdict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;

/**
 * Which attempts of a long soak are told one by one, and which are folded: five hundred rounds that
 * went alike tell no more than a few of them and a count, and no page or report could hold them.
 * Told are the first round of each type of board, its newest ones and the first that did not pass;
 * in a soak of few rounds, and outside of soaks, every attempt. Pure.
 */
public final class Told {
  /** A soak of so many rounds is told whole. */
  public static final int WHOLE = 20;

  private static final int NEWEST = 3;
  private static final int NOT_PASSED = 20;

  private final Set<JobId> folded = new HashSet<>();

  /**
   * Of these attempts.
   *
   * @param attempts all of the run, settled by their controls
   */
  public Told(RunPlan plan, List<BoardReport> attempts) {
    Map<JobId, PlannedJob> longOnes = new HashMap<>();
    plan.jobs().stream()
        .filter(j -> j.round().filter(r -> r.of() > WHOLE).isPresent())
        .forEach(j -> longOnes.put(j.id(), j));
    Map<BoardTypeId, Course> courses = new HashMap<>();
    for (BoardReport attempt : attempts) {
      PlannedJob job = longOnes.get(attempt.job());
      if (job != null) {
        courses
            .computeIfAbsent(job.image().boardType(), t -> new Course())
            .add(job, new Evidence(job, attempt));
      }
    }
    courses.values().forEach(c -> c.fold(folded));
  }

  /** Whether this attempt is told by itself. */
  public boolean told(BoardReport attempt) {
    return !folded.contains(attempt.job());
  }

  /** The rounds of one type of board that were tried. */
  private static final class Course {
    private final Map<JobId, Integer> rounds = new HashMap<>();
    private final NavigableSet<Integer> tried = new TreeSet<>();
    private final NavigableSet<Integer> notPassed = new TreeSet<>();

    void add(PlannedJob job, Evidence evidence) {
      int number = job.round().orElseThrow().number();
      rounds.put(job.id(), number);
      tried.add(number);
      if (!job.scripts().stream().allMatch(s -> evidence.against(s).isEmpty())) {
        notPassed.add(number);
      }
    }

    void fold(Set<JobId> folded) {
      Set<Integer> told = new HashSet<>();
      told.add(tried.first());
      tried.descendingSet().stream().limit(NEWEST).forEach(told::add);
      notPassed.stream().limit(NOT_PASSED).forEach(told::add);
      rounds.forEach(
          (job, number) -> {
            if (!told.contains(number)) {
              folded.add(job);
            }
          });
    }
  }
}
