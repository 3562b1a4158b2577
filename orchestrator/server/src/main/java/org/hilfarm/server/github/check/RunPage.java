package org.hilfarm.server.github.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.verdict.PairEnding.Word;
import org.hilfarm.wire.runapi.RunView;

/** What a check says of the run it follows; the verdict comes first. */
record RunPage(Subject subject, TestedRun run) {

  /** In one line. */
  String title(Optional<CheckConclusion> conclusion) {
    return conclusion.map(this::ended).orElseGet(this::underWay);
  }

  private String underWay() {
    RunView view = run.view();
    if (view.state().equals("queued")) {
      return view.outlook().map(o -> "Queued: " + o.words()).orElse("Queued");
    }
    long pairs = view.required().stream().filter(subject::about).count();
    long boards = view.jobs().stream().filter(j -> j.state().equals("leased")).count();
    return "Running: %d pairs, %d boards at work".formatted(pairs, boards);
  }

  private String ended(CheckConclusion conclusion) {
    return switch (conclusion) {
      case SUCCESS -> passed();
      case FAILURE ->
          "%d of %s: %s".formatted(count(Word.FAILED), pairs("failed"), worst(Word.FAILED));
      case TIMED_OUT -> "Could not be tested: " + whose();
      case CANCELLED -> "Cancelled: " + why();
      case SKIPPED, ACTION_REQUIRED -> conclusion.word();
    };
  }

  private String passed() {
    long known = count(Word.KNOWN_FAILURE);
    String besides = known == 0 ? "" : ", %d known failures beside".formatted(known);
    return "%d of %s%s".formatted(count(Word.PASSED), pairs("passed"), besides);
  }

  private String pairs(String how) {
    return "%d required pairs %s".formatted(subject.pairs().size(), how);
  }

  private long count(Word word) {
    return subject.pairs().stream().filter(p -> p.word() == word).count();
  }

  private String worst(Word word) {
    return subject.pairs().stream()
        .filter(p -> p.word() == word)
        .map(p -> p.pair().toString())
        .collect(Collectors.joining(", "));
  }

  private String whose() {
    return subject.reasons().stream()
        .filter(r -> r.blame() != Blame.NOBODY)
        .findFirst()
        .map(r -> "%s; to act: %s".formatted(r.pair(), r.blame().whoActs()))
        .orElse("nothing was proven");
  }

  private String why() {
    return run.verdict().orElseThrow() instanceof Verdict.Cancelled c ? c.why() : "nobody waits";
  }

  /** The verdict, the table, the reasons, the resets, what was not covered, the links. */
  String summary(Optional<CheckConclusion> conclusion, Sheet sheet) {
    sheet.add("**%s.**\n".formatted(Markdown.text(title(conclusion))));
    sheet.add(links() + "\n");
    conclusion.ifPresent(c -> sheet.add(whatItMeans(conclusion)));
    if (conclusion.isEmpty()) {
      waiting(sheet);
    }
    new PairTable(subject, run).write(sheet);
    reasons(sheet);
    resets(sheet);
    notCovered(sheet);
    return sheet.text();
  }

  /** What a conclusion means for the merge, and what to do. */
  static String whatItMeans(Optional<CheckConclusion> conclusion) {
    return conclusion
        .map(
            c ->
                switch (c) {
                  case SUCCESS -> "";
                  case FAILURE -> "The firmware is at fault, with evidence: see below.\n";
                  case TIMED_OUT ->
                      "This says nothing of the change, and holds the merge until it is tested.\n";
                  case CANCELLED -> "No answer was reached for this commit.\n";
                  case SKIPPED -> "Nothing of this change runs on a board, so it holds no merge.\n";
                  case ACTION_REQUIRED ->
                      "Who may write to this repository can start it with the button; it holds for"
                          + " this commit alone.\n";
                })
        .orElse("");
  }

  private String links() {
    String report = subject.report().map(r -> " · [Allure report](%s)".formatted(r)).orElse("");
    return "[Run %s](%s)%s".formatted(run.view().run(), subject.page(), report);
  }

  private void waiting(Sheet sheet) {
    run.view().jobs().stream()
        .filter(j -> subject.about(j.boardType()))
        .flatMap(
            j ->
                j.outlook().stream()
                    .map(
                        o ->
                            "* %s waits: %s"
                                .formatted(
                                    Markdown.code(j.boardType().value()),
                                    Markdown.text(o.words()))))
        .distinct()
        .forEach(sheet::add);
    sheet.add("");
  }

  private void reasons(Sheet sheet) {
    List<Reason> reasons = subject.reasons();
    if (!reasons.isEmpty()) {
      sheet.add("**Why**\n");
    }
    for (Reason reason : reasons) {
      String board = reason.board().map(b -> " (" + Markdown.code(b.value()) + ")").orElse("");
      sheet.add(
          "* %s on %s%s: %s To act: %s."
              .formatted(
                  Markdown.code(reason.pair().script().value()),
                  Markdown.code(reason.pair().boardType().value()),
                  board,
                  Markdown.text(sentence(Sheet.cut(reason.text(), 1_000))),
                  reason.blame().whoActs()));
    }
    sheet.add("");
  }

  /** What a board or a script said may lack its end. */
  private static String sentence(String words) {
    String said = words.strip();
    return said.isEmpty() || said.matches("(?s).*[.!?…]") ? said : said + ".";
  }

  private void resets(Sheet sheet) {
    Map<BoardTypeId, Map<String, Long>> seen = new TreeMap<>();
    run.view().boards().stream()
        .filter(b -> subject.about(b.boardType()))
        .forEach(
            b ->
                b.scripts().stream()
                    .flatMap(s -> s.resetReasons().stream())
                    .forEach(
                        r ->
                            seen.computeIfAbsent(b.boardType(), t -> new TreeMap<>())
                                .merge(r.name(), 1L, Long::sum)));
    if (!seen.isEmpty()) {
      sheet.add("**Reset reasons seen**\n");
      seen.forEach(
          (type, reasons) ->
              sheet.add(
                  "* %s: %s"
                      .formatted(
                          Markdown.code(type.value()),
                          reasons.entrySet().stream()
                              .map(
                                  e -> "%s × %d".formatted(Markdown.code(e.getKey()), e.getValue()))
                              .collect(Collectors.joining(", ")))));
      sheet.add("");
    }
  }

  private void notCovered(Sheet sheet) {
    RunView view = run.view();
    if (subject.only().isEmpty() && !view.notCovered().isEmpty()) {
      sheet.add(
          "**Not covered**: no board of this farm for %s.\n"
              .formatted(
                  view.notCovered().stream()
                      .map(t -> Markdown.code(t.value()))
                      .collect(Collectors.joining(", "))));
    }
    for (NotApplicable pair : view.notApplicable()) {
      if (subject.about(pair.pair())) {
        sheet.add(
            "* %s on %s is not applicable: %s"
                .formatted(
                    Markdown.code(pair.pair().script().value()),
                    Markdown.code(pair.pair().boardType().value()),
                    Markdown.text(pair.reason())));
      }
    }
  }

  /** Every attempt, and what boards said where it was no pass. */
  String details(Sheet sheet) {
    return new Attempts(subject, run.view()).write(sheet);
  }
}
