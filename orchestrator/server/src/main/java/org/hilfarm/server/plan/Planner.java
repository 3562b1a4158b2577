package org.hilfarm.server.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.Suite;
import org.hilfarm.wire.config.Dispatch;

/**
 * Makes the plan of a run: pure, and the same for the same input in any order. A board that is
 * offline or quarantined still counts for what is required, so that a rack's trouble can never make
 * a run easier to pass. Emulated boards are used as the suite says. Any thread may use it.
 */
public final class Planner {
  private final TrustedData trusted;
  private final Costs costs;
  private final Duration checkpoint;

  /** With the usual checkpoints. */
  public Planner(TrustedData trusted, Costs costs) {
    this(trusted, costs, Dispatch.usual().checkpoint());
  }

  /**
   * A planner.
   *
   * @param checkpoint no job of a soak is thought to take longer, as far as its scripts allow it
   */
  public Planner(TrustedData trusted, Costs costs, Duration checkpoint) {
    this.trusted = trusted;
    this.costs = costs;
    this.checkpoint = checkpoint;
  }

  /**
   * The plan.
   *
   * @param boards every board the racks have presented
   */
  public RunPlan plan(PlanRequest request, List<BoardStatus> boards) {
    EmulatedUse use = suite(request).emulated();
    Draft draft = new Draft(request, scripts(request), suite(request));
    draft.notCovered.addAll(request.unknown());
    for (Image image : flashable(request)) {
      BoardType type = trusted.types().get(image.boardType());
      List<BoardStatus> its =
          boards.stream()
              .filter(b -> b.boardType().equals(image.boardType()))
              .filter(b -> use != EmulatedUse.OFF || !b.emulated())
              .toList();
      if (type == null || its.isEmpty()) {
        draft.notCovered.add(image.boardType());
      } else {
        draft.add(image, type, its);
      }
    }
    return draft.finish();
  }

  private Suite suite(PlanRequest request) {
    Suite suite = trusted.suites().get(request.suite());
    if (suite == null) {
      throw new IllegalArgumentException(Suites.unknown(request.suite(), trusted));
    }
    return suite;
  }

  private List<Script> scripts(PlanRequest request) {
    Suite suite = suite(request);
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
    private final EmulatedUse use;
    private final Repeat repeat;
    private final SortedSet<BoardTypeId> notCovered = new TreeSet<>();
    private final SortedSet<Requirement> required = new TreeSet<>();
    private final List<NotApplicable> notApplicable = new ArrayList<>();
    private final List<PlannedJob> jobs = new ArrayList<>();

    Draft(PlanRequest request, List<Script> scripts, Suite suite) {
      this.request = request;
      this.suite = scripts;
      this.use = suite.emulated();
      this.repeat = suite.repeat();
    }

    void add(Image image, BoardType type, List<BoardStatus> boards) {
      if (use == EmulatedUse.COUNTS) {
        rounds(image, type, boards, required(type, boards), Set.of());
        upstream(image, Set.of());
        return;
      }
      List<BoardStatus> emulated = boards.stream().filter(BoardStatus::emulated).toList();
      List<BoardStatus> real = boards.stream().filter(b -> !b.emulated()).toList();
      List<Script> apply = required(type, real.isEmpty() ? emulated : real);
      List<Script> ahead =
          apply.stream().filter(s -> Applicability.missing(s, type, emulated).isEmpty()).toList();
      once(image, type, emulated, ahead, Set.of(Ability.EMULATED));
      rounds(image, type, real, apply, Set.of(Ability.HARDWARE));
      upstream(image, Set.of(real.isEmpty() ? Ability.EMULATED : Ability.HARDWARE));
    }

    /** What these boards make required; those that apply. */
    private List<Script> required(BoardType type, List<BoardStatus> boards) {
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
      return apply;
    }

    private void once(
        Image image,
        BoardType type,
        List<BoardStatus> boards,
        List<Script> scripts,
        Set<Ability> besides) {
      if (!scripts.isEmpty() && !boards.isEmpty()) {
        add(image, new Split(costs, type, boards).of(scripts), besides, Optional.empty());
      }
    }

    /** What counts, as often as the suite says. A round's jobs come before those of the next. */
    private void rounds(
        Image image,
        BoardType type,
        List<BoardStatus> boards,
        List<Script> scripts,
        Set<Ability> besides) {
      if (repeat.equals(Repeat.ONCE) || scripts.isEmpty() || boards.isEmpty()) {
        once(image, type, boards, scripts, besides);
        return;
      }
      Split split = new Split(costs, type, boards);
      List<Split.Part> parts = split.fewest(scripts, checkpoint);
      int count =
          Rounds.of(
              repeat,
              costs,
              type,
              parts.stream().map(Split.Part::scripts).toList(),
              split.boardsAtWork());
      for (int number = 1; number <= count; number++) {
        add(image, parts, besides, Optional.of(new Round(number, count)));
      }
    }

    private void add(
        Image image, List<Split.Part> parts, Set<Ability> besides, Optional<Round> round) {
      parts.forEach(part -> jobs.add(job(image, part, besides, round)));
    }

    /** One job of its own for each type, after what decides: whatever they do, it costs no pair. */
    private void upstream(Image image, Set<Ability> besides) {
      if (!request.upstream().isEmpty()) {
        jobs.add(job(image, new Split.Part(request.upstream()), besides, Optional.empty()));
      }
    }

    private PlannedJob job(
        Image image, Split.Part part, Set<Ability> besides, Optional<Round> round) {
      JobId id = new JobId(request.run() + "-" + (jobs.size() + 1));
      Set<Ability> needs = new HashSet<>(part.needs());
      needs.addAll(besides);
      return new PlannedJob(id, image, part.scriptIds(), needs, round);
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
          trusted.commit(),
          use == EmulatedUse.PREFLIGHT_STOPS);
    }
  }
}
