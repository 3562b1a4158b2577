package org.hilfarm.server.dashboard;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.picture.HeapPicture;
import org.hilfarm.server.picture.PowerPicture;
import org.hilfarm.server.report.CaseAttempt;
import org.hilfarm.server.report.Cases;
import org.hilfarm.server.timeline.Moment;
import org.hilfarm.server.visible.Visible;

/**
 * What the page of one script on one board shows: one attempt of it.
 *
 * @param status how it ended, a word that is also its colour
 * @param outcome the same in whole sentences
 * @param facts where, with what and how long
 * @param tries this case's attempts, the newest first
 * @param olderTries how many more there are
 * @param measures those of the script, with small charts
 * @param picture of its heap, or of what the board drew
 * @param axis all that happened, in the order of time
 * @param files what the attempt left, whole
 * @param replay where its bundle is
 */
public record CasePage(
    String script,
    String run,
    String runName,
    String runAddress,
    String serial,
    String status,
    String outcome,
    List<String> facts,
    List<Try> tries,
    int olderTries,
    List<MeasureLine> measures,
    Optional<Picture> picture,
    List<AxisRow> axis,
    List<FileLine> files,
    String replay) {
  private static final int TRIES = 50;
  private static final int NAME = 80;

  /** One attempt. */
  public record Try(String address, String title, String status, boolean shown) {}

  /**
   * A picture.
   *
   * @param words what it shows
   */
  public record Picture(String address, String words) {}

  /**
   * A file.
   *
   * @param address where it is; empty where it is too old to be kept
   */
  public record FileLine(String name, Optional<String> address, String size) {}

  static CasePage of(CaseAttempt attempt, List<Moment> axis, List<FileLine> files) {
    BoardReport report = attempt.report();
    return new CasePage(
        attempt.id().script().value(),
        attempt.id().run().value(),
        Visible.line(attempt.run().plan().build().name(), 200),
        "/runs/" + attempt.id().run(),
        attempt.id().board().value(),
        Cases.status(attempt.script().outcome()),
        Visible.line(outcome(attempt.script().outcome()), Words.REASON),
        facts(attempt),
        attempt.tries().stream()
            .filter(t -> t.number() == attempt.number() || newest(attempt, t))
            .map(t -> tried(attempt, t))
            .toList(),
        Math.max(0, attempt.tries().size() - TRIES),
        MeasureLine.of(attempt.script().measures()),
        picture(attempt),
        axis.stream().map(m -> AxisRow.of(m, report.started())).toList(),
        List.copyOf(files),
        attempt.id().address() + "/replay.zip?attempt=" + attempt.number());
  }

  private static boolean newest(CaseAttempt attempt, CaseAttempt.Try other) {
    return other.number() > attempt.tries().size() - TRIES;
  }

  private static Try tried(CaseAttempt attempt, CaseAttempt.Try other) {
    return new Try(
        attempt.id().address(other.number()),
        "%d: %s".formatted(other.number(), other.title()),
        other.outcome(),
        other.number() == attempt.number());
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed passed -> "Every phase ended as it had to, and every check held.";
      case Outcome.Skipped skipped -> "The script skipped itself: " + skipped.reason();
      case Outcome.Failed failed -> blamed(failed.fault());
      case Outcome.NotRun not -> "It never started. " + blamed(not.fault());
    };
  }

  private static String blamed(Fault fault) {
    return "%s: %s [%s: %s]"
        .formatted(
            fault.kind(),
            fault.text(),
            fault.blame().name().toLowerCase(Locale.ROOT),
            fault.blame().whoActs());
  }

  private static List<String> facts(CaseAttempt attempt) {
    BoardReport report = attempt.report();
    ScriptReport script = attempt.script();
    long failed = script.checks().stream().filter(c -> !c.passed()).count();
    return List.of(
        "On board %s, a %s of rack %s%s."
            .formatted(
                report.board(),
                report.boardType(),
                report.rack(),
                report.emulated() ? ", which a program plays" : ""),
        Visible.line(flash(report.flash(), attempt), Words.REASON),
        "The attempt began at %s and took %s; the script took %d ms, of which the board was busy for %d ms."
            .formatted(
                Words.at(report.started()),
                Words.took(Duration.between(report.started(), report.finished())),
                script.wall().toMillis(),
                script.boardBusy().toMillis()),
        checks(script.checks(), failed));
  }

  private static String flash(FlashReport flash, CaseAttempt attempt) {
    return switch (flash) {
      case FlashReport.Running running ->
          "It ran %s, image sha256:%s.".formatted(running.banner().version(), running.written());
      case FlashReport.NotRunning not ->
          "The image sha256:%s did not run: %s"
              .formatted(attempt.work().image().digest(), not.fault().text());
    };
  }

  private static String checks(List<Check> checks, long failed) {
    return checks.isEmpty()
        ? "It made no check."
        : "It made %s; %s."
            .formatted(
                Words.count(checks.size(), "check"),
                failed == 0 ? "all held" : failed + " did not hold");
  }

  private static Optional<Picture> picture(CaseAttempt attempt) {
    ScriptReport script = attempt.script();
    String words =
        script
            .heap()
            .map(HeapPicture::words)
            .or(() -> script.power().map(PowerPicture::words))
            .orElse("");
    return attempt.picture().map(address -> new Picture(address, Visible.line(words, 600)));
  }

  /** The attempt's files, numbered as their addresses are. */
  static List<FileLine> files(CaseAttempt attempt, Cases cases) {
    List<Attachment> files = attempt.report().attachments();
    return IntStream.range(0, files.size())
        .mapToObj(
            i -> {
              Attachment file = files.get(i);
              Optional<Long> kept = cases.size(file.digest());
              String where =
                  "%s/file-%d?attempt=%d"
                      .formatted(attempt.id().address(), i + 1, attempt.number());
              return new FileLine(
                  Visible.line(file.name(), NAME),
                  kept.map(k -> where),
                  kept.map(k -> k + " bytes").orElse("too old to be kept"));
            })
        .toList();
  }
}
