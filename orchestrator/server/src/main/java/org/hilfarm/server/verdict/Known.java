package org.hilfarm.server.verdict;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.verdict.KnownFailure;
import org.hilfarm.model.verdict.Reason;

/**
 * Failures that were known when a run was planned. They hide nothing: what they excuse is said, and
 * only the firmware's and the script's own faults are excused, never what was not tested. Pure.
 *
 * @param failures as they were then
 * @param day when the run was submitted, so that the answer is the same whenever it is asked
 */
public record Known(List<KnownFailure> failures, LocalDate day) {
  private static final String EXCUSED = "does not block";

  /** A run for which no failure was known. */
  public static final Known NOTHING = new Known(List.of(), LocalDate.EPOCH);

  public Known {
    failures = List.copyOf(failures);
  }

  /** Whether what was said beside a verdict is that a pair failed, and does not block. */
  public static boolean excused(Reason said) {
    return said.blame() == Blame.NOBODY && said.text().contains(EXCUSED);
  }

  /** What is left against a pair, and what is said beside it. */
  record Left(List<Reason> reasons, List<Reason> notes) {}

  /** The last of them that is about the pair. */
  public Optional<KnownFailure> of(Requirement pair) {
    return failures.stream()
        .filter(k -> k.about(pair))
        .max(Comparator.comparing(KnownFailure::until));
  }

  /** Whether faults of these kinds are excused on the pair. */
  boolean excuses(Requirement pair, Set<FaultKind> kinds) {
    return of(pair).filter(k -> k.inForce(day) && names(k, kinds)).isPresent();
  }

  private static boolean names(KnownFailure known, Set<FaultKind> kinds) {
    return kinds.stream()
        .allMatch(
            seen ->
                seen != FaultKind.NOT_BOOTABLE // then nothing was tested
                    && known.fault().map(f -> Weighed.same(f, seen)).orElse(true));
  }

  Left weigh(PairReading reading, List<Reason> reasons) {
    Optional<KnownFailure> known = of(reading.pair());
    return known.map(k -> weigh(k, reading, reasons)).orElseGet(() -> new Left(reasons, List.of()));
  }

  private Left weigh(KnownFailure known, PairReading reading, List<Reason> reasons) {
    if (reasons.isEmpty()) {
      return new Left(List.of(), List.of(passesNow(known, reading.pair())));
    }
    boolean code =
        reasons.stream().allMatch(r -> r.blame() == Blame.FIRMWARE || r.blame() == Blame.SCRIPT);
    if (!code) {
      return new Left(reasons, List.of());
    }
    if (!known.inForce(day)) {
      String words = "The known failure (%s) ran out and counts again. ".formatted(known.words());
      return new Left(withWords(words, reasons), List.of());
    }
    if (!names(known, reading.kinds())) {
      return new Left(withWords(another(known), reasons), List.of());
    }
    Reason first = reasons.getFirst();
    String text = "known failure (%s), %s: %s".formatted(known.words(), EXCUSED, first.text());
    return new Left(
        reading.openBesides(),
        List.of(new Reason(Blame.NOBODY, first.pair(), first.board(), text)));
  }

  private static String another(KnownFailure known) {
    return "Not the known failure (%s), which is %s. "
        .formatted(
            known.words(),
            known.fault().map(f -> "of the kind " + f).orElse("of an image that starts"));
  }

  private static Reason passesNow(KnownFailure known, Requirement pair) {
    return new Reason(
        Blame.NOBODY,
        pair,
        Optional.empty(),
        "known failure (%s) passes now: take it out of board-configs/known-failures.yaml"
            .formatted(known.words()));
  }

  private static List<Reason> withWords(String words, List<Reason> reasons) {
    List<Reason> told = new ArrayList<>(reasons);
    Reason first = reasons.getFirst();
    told.set(0, new Reason(first.blame(), first.pair(), first.board(), words + first.text()));
    return told;
  }
}
