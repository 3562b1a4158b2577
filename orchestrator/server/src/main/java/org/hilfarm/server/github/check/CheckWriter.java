package org.hilfarm.server.github.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.wire.runapi.RunView;

/** Writes what a check says: pure, the same for the same subject. */
final class CheckWriter {
  private static final int TITLE_BYTES = 200;

  private CheckWriter() {}

  static CheckText of(Subject subject) {
    return switch (subject.intent()) {
      case CheckIntent.Waits w -> open(subject, "queued", "Waits", w.why());
      case CheckIntent.NothingToTest n ->
          ended(subject, CheckConclusion.SKIPPED, "Nothing to test", n.why());
      case CheckIntent.CallsOff c ->
          ended(subject, CheckConclusion.CANCELLED, "Cancelled", c.why());
      case CheckIntent.NeedsApproval a ->
          ended(subject, CheckConclusion.ACTION_REQUIRED, "Waits for an approval", a.why());
      case CheckIntent.Rejected r -> ended(subject, CheckConclusion.FAILURE, "Refused", r.why());
      case CheckIntent.NotTestable n ->
          ended(subject, CheckConclusion.TIMED_OUT, "Could not be tested", n.why());
      case CheckIntent.Follows f ->
          subject.run().map(run -> following(subject, run)).orElseGet(() -> lost(subject, f));
    };
  }

  private static CheckText lost(Subject subject, CheckIntent.Follows follows) {
    return ended(
        subject,
        CheckConclusion.TIMED_OUT,
        "Could not be tested",
        "the farm has no run %s any more; ask for it again".formatted(follows.run()));
  }

  private static CheckText open(Subject subject, String status, String word, String why) {
    return said(subject, status, Optional.empty(), word, why);
  }

  private static CheckText ended(
      Subject subject, CheckConclusion conclusion, String word, String why) {
    return said(subject, "completed", Optional.of(conclusion), word, why);
  }

  /** Without a run. */
  private static CheckText said(
      Subject subject,
      String status,
      Optional<CheckConclusion> conclusion,
      String word,
      String why) {
    String summary =
        sheet(subject)
            .add("**%s.** %s\n".formatted(word, Markdown.text(why)))
            .add(RunPage.whatItMeans(conclusion))
            .text();
    return new CheckText(
        status,
        conclusion,
        title(word + ": " + why),
        summary,
        "",
        List.of(),
        Button.beside(conclusion),
        subject.page(),
        Optional.empty());
  }

  private static CheckText following(Subject subject, TestedRun run) {
    RunPage page = new RunPage(subject, run);
    Optional<CheckConclusion> conclusion = new Answer(subject, run).conclusion();
    return new CheckText(
        conclusion.isPresent() ? "completed" : status(run.view()),
        conclusion,
        title(page.title(conclusion)),
        page.summary(conclusion, sheet(subject)),
        page.details(sheet(subject)),
        conclusion.isPresent() ? Annotations.of(subject) : List.of(),
        Button.beside(conclusion),
        subject.page(),
        conclusion.flatMap(c -> ended(run.view())));
  }

  private static Optional<Instant> ended(RunView view) {
    return view.finished();
  }

  private static String status(RunView view) {
    return view.state().equals("queued") ? "queued" : "in_progress";
  }

  private static Sheet sheet(Subject subject) {
    String rest = subject.run().isPresent() ? "the run's page" : "the farm";
    return new Sheet(CheckText.LIMIT, "[%s](%s)".formatted(rest, subject.page()));
  }

  private static String title(String words) {
    return Sheet.cut(Markdown.title(words), TITLE_BYTES);
  }
}
