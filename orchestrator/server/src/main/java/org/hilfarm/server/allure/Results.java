package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.verdict.Verdicts;
import org.hilfarm.server.visible.Visible;

/** Turns scripts of attempts, and pairs that no attempt reached, into results. */
final class Results {
  private static final Pattern ISSUE =
      Pattern.compile("([A-Za-z0-9_.-]{1,80}/[A-Za-z0-9_.-]{1,80})#([0-9]{1,9})");

  private final FinishedRun run;
  private final Attachments attachments;
  private final Telling telling;

  Results(FinishedRun run, Attachments attachments) {
    this.run = run;
    this.attachments = attachments;
    this.telling = new Telling(run);
  }

  /** One script in one attempt. */
  ResultFile of(BoardReport attempt, ScriptReport script) throws IOException {
    BoardTypeId type = attempt.boardType();
    ScriptId id = script.script();
    long start = script.started().toEpochMilli();
    Optional<String> apart = apart(attempt, script);
    List<Reason> denied = denied(attempt, script);
    return new ResultFile(
        uuid(attempt.job() + " " + attempt.attempt() + " " + attempt.board() + " " + id),
        apart.map(a -> history(type, id, a)).orElseGet(() -> history(type, id)),
        brief(id.value()),
        id + " on " + type + (attempt.emulated() ? ", emulated" : ""),
        run.title(id) + apart.map(a -> " (" + a + ")").orElse(""),
        denied.isEmpty() ? Statuses.of(script.outcome()) : Statuses.of(worst(denied)),
        denied.isEmpty() ? Statuses.details(script.outcome()) : Optional.of(denial(denied)),
        "finished",
        Steps.of(script),
        attachments.of(attempt, script),
        parameters(attempt),
        Stream.concat(
                labels(type, id, id.ofUpstream() ? "minor" : "critical"),
                Stream.of(
                    label("host", attempt.rack().value()),
                    label("thread", attempt.board().value()),
                    label("serial", attempt.board().value()),
                    label("attempt", Integer.toString(attempt.attempt())),
                    label("emulated", Boolean.toString(attempt.emulated()))))
            .toList(),
        links(id),
        start,
        start + script.wall().toMillis());
  }

  /** An emulated board's results are never in the history of a board's. */
  private Optional<String> apart(BoardReport attempt, ScriptReport script) {
    Optional<String> apart = telling.apart(attempt, script);
    return attempt.emulated()
        ? Optional.of(apart.map(a -> "emulated, " + a).orElse("emulated"))
        : apart;
  }

  /** What the verdict holds against a script that says of itself that it passed. */
  private List<Reason> denied(BoardReport attempt, ScriptReport script) {
    return script.outcome() instanceof Outcome.Passed && run.beside(attempt).isEmpty()
        ? Verdicts.against(run.plan(), attempt, script.script())
        : List.of();
  }

  private static Blame worst(List<Reason> reasons) {
    return reasons.stream().map(Reason::blame).min(Comparator.naturalOrder()).orElseThrow();
  }

  private static ResultFile.Details denial(List<Reason> reasons) {
    return new ResultFile.Details(
        worst(reasons)
            + ": "
            + Visible.block(
                reasons.stream().map(Reason::text).collect(Collectors.joining(" ")), 4_000),
        "The script itself passed; the verdict does not take that for a pass.");
  }

  /** A required pair that no attempt has a word about: shown, so that nobody takes it for green. */
  ResultFile neverTried(Requirement pair, long at) {
    return switch (run.verdict()) {
      case Verdict.Cancelled c ->
          without(pair, "skipped", unreached("CANCELLED", c.why()), "critical", at);
      case Verdict.Undecided u -> broken(pair, u.reasons(), at);
      case Verdict.Blocked b -> broken(pair, b.reasons(), at);
      case Verdict.Mergeable m -> broken(pair, List.of(), at);
    };
  }

  private ResultFile broken(Requirement pair, List<Reason> reasons, long at) {
    List<Reason> about = reasons.stream().filter(r -> r.pair().equals(pair)).toList();
    String blame = about.stream().map(r -> r.blame().name()).findFirst().orElse("FARM");
    String why = about.stream().map(Reason::text).collect(Collectors.joining(" "));
    return without(pair, "broken", unreached(blame, why), "critical", at);
  }

  /** Rounds of a soak that no attempt has a word about, all of a pair's in one result. */
  ResultFile roundsNeverTried(Requirement pair, String rounds, long at) {
    String status = run.verdict() instanceof Verdict.Cancelled ? "skipped" : "broken";
    String whose = run.verdict() instanceof Verdict.Cancelled ? "CANCELLED" : "RACK";
    var details =
        new ResultFile.Details(
            whose + ": No attempt reached " + rounds + ".",
            "A soak is green only with a result of every round.");
    return without(pair, status, details, "critical", at);
  }

  /** Rounds of a long soak that tell no more than others, all of a pair's in one result. */
  ResultFile folded(FoldedRounds.Group group) {
    ResultFile plain =
        without(
            group.pair(),
            group.passed() ? "passed" : Statuses.of(group.blame()),
            folding(group),
            "critical",
            group.start());
    String apart = "rounds told as one, " + (group.passed() ? "passed" : "not passed");
    return plain.apart(
        history(group.pair().boardType(), group.pair().script(), apart),
        plain.name() + " (" + group.rounds() + ", told as one)",
        group.stop());
  }

  private static ResultFile.Details folding(FoldedRounds.Group group) {
    String said =
        group.passed()
            ? "PASSED: " + group.rounds() + "."
            : "%s: %s did not pass; of the first: %s"
                .formatted(
                    group.blame(),
                    group.rounds(),
                    Visible.block(group.against().getFirst().text(), 2_000));
    return new ResultFile.Details(
        said,
        "A long soak's report tells the first round, the newest and the first that did not pass"
            + " one by one. The others are told as one; the farm's database has each of them.");
  }

  private static ResultFile.Details unreached(String whose, String why) {
    return new ResultFile.Details(
        whose + ": No attempt reached this pair. " + Visible.block(why, 2_000),
        "A required pair without a result is never green.");
  }

  /** A pair that left the required set. */
  ResultFile notApplicable(NotApplicable pair, long at) {
    var details =
        new ResultFile.Details(
            "NOT APPLICABLE: " + Visible.block(pair.reason(), 2_000),
            "The farm's own data says so; the firmware has no say in it.");
    return without(pair.pair(), "skipped", details, "trivial", at);
  }

  private ResultFile without(
      Requirement pair, String status, ResultFile.Details details, String severity, long at) {
    BoardTypeId type = pair.boardType();
    ScriptId id = pair.script();
    return new ResultFile(
        uuid(run.plan().run() + " " + status + " " + pair),
        history(type, id),
        brief(id.value()),
        id + " on " + type,
        run.title(id),
        status,
        Optional.of(details),
        "finished",
        List.of(),
        List.of(),
        List.of(new ResultFile.Parameter("board type", type.value(), false)),
        labels(type, id, severity).toList(),
        links(id),
        at,
        at);
  }

  private List<ResultFile.Parameter> parameters(BoardReport attempt) {
    return List.of(
        new ResultFile.Parameter("board type", attempt.boardType().value(), false),
        new ResultFile.Parameter("board", attempt.board().value(), true),
        new ResultFile.Parameter("rack", attempt.rack().value(), true),
        new ResultFile.Parameter("attempt", Integer.toString(attempt.attempt()), true),
        new ResultFile.Parameter("emulated", Boolean.toString(attempt.emulated()), false),
        new ResultFile.Parameter("runs", runs(attempt.flash()), true));
  }

  private static String runs(FlashReport flash) {
    return switch (flash) {
      case FlashReport.Running r ->
          Visible.line(r.banner().version(), 80) + ", image " + r.written().brief();
      case FlashReport.NotRunning n -> "not running: " + n.fault().kind();
    };
  }

  private Stream<ResultFile.Label> labels(BoardTypeId type, ScriptId id, String severity) {
    // Upstream's tests are grouped by their folder.
    String subject = id.value().replaceFirst(id.ofUpstream() ? "/[^/]*$" : "/.*", "");
    return Stream.of(
        label("parentSuite", run.plan().suite().value()),
        label("suite", type.value()),
        label("subSuite", subject),
        label("epic", run.family(type)),
        label("feature", subject),
        label("story", id.value()),
        label("package", id.value().replace('/', '.')),
        label("boardType", type.value()),
        label("family", run.family(type)),
        label("severity", severity),
        label("framework", "hil-farm"),
        label("language", run.language(type)));
  }

  private List<ResultFile.Link> links(ScriptId id) {
    return run.covers(id).stream()
        .map(ISSUE::matcher)
        .filter(Matcher::matches)
        .map(this::link)
        .toList();
  }

  private ResultFile.Link link(Matcher issue) {
    return new ResultFile.Link(
        issue.group(),
        "https://github.com/%s/issues/%s".formatted(issue.group(1), issue.group(2)),
        "issue");
  }

  private static ResultFile.Label label(String name, String value) {
    return new ResultFile.Label(name, Visible.line(value, 120));
  }

  /** The same whichever board the answer rests on, so the history is the pair's. */
  static String history(Requirement pair) {
    return history(pair.boardType(), pair.script());
  }

  private static String history(BoardTypeId type, ScriptId script) {
    return brief(script + " on " + type);
  }

  /** An attempt that the answer does not rest on is a row of its own, with a history of its own. */
  private static String history(BoardTypeId type, ScriptId script, String apart) {
    return brief(script + " on " + type + ", " + apart);
  }

  private static String brief(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).value().substring(0, 32);
  }

  /** Made from what the result is about: written twice, it is the same result. */
  private static String uuid(String about) {
    return UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8))
        .toString()
        .toLowerCase(Locale.ROOT);
  }
}
