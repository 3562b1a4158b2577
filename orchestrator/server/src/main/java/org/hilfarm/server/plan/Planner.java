package org.hilfarm.server.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.Suite;

/**
 * Makes the plan of a run: pure, and the same for the same input in any order. A board that is
 * offline or quarantined still counts for what is required, so that a rack's trouble can never make
 * a run easier to pass. Any thread may use it.
 */
public final class Planner {
  private final TrustedData trusted;
  private final Costs costs;

  public Planner(TrustedData trusted, Costs costs) {
    this.trusted = trusted;
    this.costs = costs;
  }

  /**
   * The plan.
   *
   * @param boards every board the racks have presented
   */
  public RunPlan plan(PlanRequest request, List<BoardStatus> boards) {
    Draft draft = new Draft(request, suite(request));
    draft.notCovered.addAll(request.unknown());
    for (Image image : flashable(request)) {
      BoardType type = trusted.types().get(image.boardType());
      List<BoardStatus> its =
          boards.stream().filter(b -> b.boardType().equals(image.boardType())).toList();
      if (type == null || its.isEmpty()) {
        draft.notCovered.add(image.boardType());
      } else {
        draft.add(image, type, its);
      }
    }
    return draft.finish();
  }

  private List<Script> suite(PlanRequest request) {
    Suite suite = trusted.suites().get(request.suite());
    if (suite == null) {
      throw new IllegalArgumentException(Suites.unknown(request.suite(), trusted));
    }
    return suite.scripts().stream()
        .distinct()
        .map(id -> Suites.script(suite, id, trusted))
        .toList();
  }

  /** Per board type the one image in the format its flash method takes, in the order of names. */
  private List<Image> flashable(PlanRequest request) {
    return request.build().images().stream()
        .filter(
            i -> {
              BoardType type = trusted.types().get(i.boardType());
              return type == null || type.flash().format() == i.format();
            })
        .sorted(Comparator.comparing(Image::boardType))
        .toList();
  }

  private final class Draft {
    private final PlanRequest request;
    private final List<Script> suite;
    private final SortedSet<BoardTypeId> notCovered = new TreeSet<>();
    private final SortedSet<Requirement> required = new TreeSet<>();
    private final List<NotApplicable> notApplicable = new ArrayList<>();
    private final List<PlannedJob> jobs = new ArrayList<>();

    Draft(PlanRequest request, List<Script> suite) {
      this.request = request;
      this.suite = suite;
    }

    void add(Image image, BoardType type, List<BoardStatus> boards) {
      List<Script> apply = new ArrayList<>();
      for (Script script : suite) {
        Requirement pair = new Requirement(type.id(), script.id());
        Applicability.missing(script, type, boards)
            .ifPresentOrElse(
                reason -> notApplicable.add(new NotApplicable(pair, reason)),
                () -> {
                  required.add(pair);
                  apply.add(script);
                });
      }
      if (!apply.isEmpty()) {
        new Split(costs, type, boards).of(apply).forEach(part -> jobs.add(job(image, part)));
      }
    }

    private PlannedJob job(Image image, Split.Part part) {
      JobId id = new JobId(request.run() + "-" + (jobs.size() + 1));
      return new PlannedJob(id, image, part.scriptIds(), part.needs());
    }

    RunPlan finish() {
      return new RunPlan(
          request.run(),
          request.suite(),
          request.build(),
          required,
          notApplicable,
          List.copyOf(notCovered),
          jobs,
          trusted.commit());
    }
  }
}
