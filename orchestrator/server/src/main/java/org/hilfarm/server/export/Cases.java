package org.hilfarm.server.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.allure.FinishedRun;
import org.hilfarm.server.export.Case.Ending;
import org.hilfarm.server.export.Case.Kind;
import org.hilfarm.server.export.Case.Try;
import org.hilfarm.server.verdict.PairEnding;
import org.hilfarm.server.verdict.Verdicts;

/**
 * Every case of a run: each required pair once, as the verdict weighs it; then what does not apply,
 * what no board is there for, and upstream's tests. Pure.
 */
record Cases(FinishedRun run, List<PairEnding> pairs) {
  /** As many tries of one case as are told. */
  private static final int TRIES = 50;

  List<Case> all() {
    List<Case> cases = new ArrayList<>();
    pairs.forEach(p -> cases.add(required(p)));
    run.plan().notApplicable().forEach(n -> cases.add(notApplicable(n)));
    run.plan().notCovered().forEach(t -> cases.add(notCovered(t)));
    aside().forEach(p -> cases.add(aside(p)));
    cases.sort(Comparator.comparing(Case::type).thenComparing(Case::script));
    return List.copyOf(cases);
  }

  private Case required(PairEnding pair) {
    Kind kind = kind(pair);
    return of(pair.pair(), kind, said(kind, pair));
  }

  private Kind kind(PairEnding pair) {
    boolean cancelled = run.verdict() instanceof Verdict.Cancelled;
    return switch (pair.word()) {
      case PASSED -> Kind.PASSED;
      case KNOWN_FAILURE -> Kind.KNOWN_FAILURE;
      case FAILED -> Kind.FAILED;
      case SCRIPT_FAULT -> Kind.BROKEN;
      case NOT_TESTED -> cancelled ? Kind.CANCELLED : Kind.BROKEN;
    };
  }

  private String said(Kind kind, PairEnding pair) {
    return switch (kind) {
      case CANCELLED -> run.verdict() instanceof Verdict.Cancelled c ? c.why() : "cancelled";
      case KNOWN_FAILURE ->
          pair.notes().stream().map(Reason::text).collect(Collectors.joining(" "));
      case FAILED, BROKEN ->
          pair.against().stream()
              .map(r -> "%s [%s: %s]".formatted(r.text(), r.blame(), r.blame().whoActs()))
              .collect(Collectors.joining(" "));
      case PASSED, NOT_APPLICABLE, NOT_COVERED, DECIDES_NOTHING -> "";
    };
  }

  private Case of(Requirement pair, Kind kind, String said) {
    return new Case(
        pair.boardType(),
        pair.script().value(),
        Plain.text(run.title(pair.script())),
        kind,
        Plain.text(said),
        tries(pair));
  }

  private Case notApplicable(NotApplicable not) {
    return of(not.pair(), Kind.NOT_APPLICABLE, not.reason());
  }

  private static Case notCovered(BoardTypeId type) {
    return new Case(
        type,
        "(no board)",
        "boards of this type",
        Kind.NOT_COVERED,
        "the farm has no board of this type, so nothing of its image was tested",
        List.of());
  }

  /** What ran and was not required: tests that came with the build. */
  private List<Requirement> aside() {
    return run.attempts().stream()
        .filter(a -> beside(a).isEmpty())
        .flatMap(a -> a.scripts().stream().map(s -> new Requirement(a.boardType(), s.script())))
        .distinct()
        .filter(p -> !run.plan().required().contains(p))
        .toList();
  }

  private Case aside(Requirement pair) {
    Case tried = of(pair, Kind.DECIDES_NOTHING, "");
    String said =
        tried.last().filter(t -> t.ending() != Ending.PASSED).map(Try::words).orElse("passed");
    return of(pair, Kind.DECIDES_NOTHING, "a test that came with the build; " + said);
  }

  private List<Try> tries(Requirement pair) {
    List<Try> all =
        run.attempts().stream()
            .filter(a -> a.boardType().equals(pair.boardType()))
            .flatMap(
                a ->
                    a.scripts().stream()
                        .filter(s -> s.script().equals(pair.script()))
                        .map(s -> of(a, s)))
            .toList();
    return all.size() > TRIES ? all.subList(all.size() - TRIES, all.size()) : all;
  }

  private Try of(BoardReport attempt, ScriptReport script) {
    Optional<String> beside = beside(attempt);
    List<Reason> against =
        run.besideNote(attempt).isPresent()
            ? List.of()
            : Verdicts.against(run.plan(), attempt, script.script());
    Ending ending = against.isEmpty() ? own(script) : ending(against);
    String said =
        against.isEmpty()
            ? own(script.outcome())
            : against.stream().map(Reason::text).collect(Collectors.joining(" "));
    return new Try(
        attempt.attempt(),
        "%s/%s%s"
            .formatted(attempt.rack(), attempt.board(), attempt.emulated() ? ", emulated" : ""),
        beside,
        ending,
        Plain.text(said),
        script.started().toEpochMilli(),
        script.wall());
  }

  private Optional<String> beside(BoardReport attempt) {
    return run.preflight(attempt)
        ? Optional.of("ahead of the boards")
        : run.besideNote(attempt).map(Plain::text);
  }

  private static Ending ending(List<Reason> against) {
    boolean firmware = against.stream().anyMatch(r -> r.blame() == Blame.FIRMWARE);
    return firmware ? Ending.FAILED : Ending.BROKEN;
  }

  private static Ending own(ScriptReport script) {
    return switch (script.outcome()) {
      case Outcome.Passed passed -> Ending.PASSED;
      case Outcome.Failed failed ->
          failed.fault().blame() == Blame.FIRMWARE ? Ending.FAILED : Ending.BROKEN;
      case Outcome.Skipped skipped -> Ending.SKIPPED;
      case Outcome.NotRun not -> Ending.BROKEN;
    };
  }

  private static String own(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed passed -> "";
      case Outcome.Failed failed -> failed.fault().text();
      case Outcome.Skipped skipped -> skipped.reason();
      case Outcome.NotRun not -> not.fault().text();
    };
  }
}
