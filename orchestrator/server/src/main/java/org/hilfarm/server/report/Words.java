package org.hilfarm.server.report;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.verdict.Known;

/** Faults and verdicts as sentences; what came from a board is bounded and loses its controls. */
final class Words {
  private static final int LIMIT = 600;

  private Words() {}

  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().limit(LIMIT).forEach(c -> plain.appendCodePoint(harmless(c) ? c : ' '));
    return text.codePointCount(0, text.length()) > LIMIT ? plain + "..." : plain.toString();
  }

  /** No control, and nothing that turns the direction of the text around it. */
  private static boolean harmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
  }

  static List<String> of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Mergeable green -> green(green);
      case Verdict.Blocked blocked -> blocked.reasons().stream().map(Words::of).toList();
      case Verdict.Undecided undecided -> open(undecided.reasons());
      case Verdict.Cancelled cancelled -> List.of(plain(cancelled.why()));
    };
  }

  private static List<String> green(Verdict.Mergeable green) {
    List<Reason> known = green.known().orElse(List.of());
    List<String> words = new ArrayList<>();
    words.add(
        known.stream().noneMatch(Known::excused)
            ? "all %d required pairs passed".formatted(green.passedPairs())
            : "%d required pairs passed, all but known failures".formatted(green.passedPairs()));
    known.forEach(r -> words.add(of(r)));
    return List.copyOf(words);
  }

  private static List<String> open(List<Reason> reasons) {
    List<String> words = new ArrayList<>();
    if (reasons.isEmpty()) {
      words.add("nothing was required, so nothing was proven");
    } else if (reasons.stream().allMatch(r -> r.blame() == Blame.NOBODY)) {
      words.add("all that was required are known failures, so nothing was proven");
    }
    reasons.forEach(r -> words.add(of(r)));
    return List.copyOf(words);
  }

  private static String of(Reason reason) {
    String board = reason.board().map(b -> " (" + b + ")").orElse("");
    return "%s%s: %s [%s: %s]"
        .formatted(
            reason.pair(), board, plain(reason.text()), reason.blame(), reason.blame().whoActs());
  }
}
