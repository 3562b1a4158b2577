package org.hilfarm.server.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.HeapTrace;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.PowerStretch;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.script.ScriptId;

/**
 * What no honest report has, though it can be read: a rack is not trusted to send only what can be
 * stored, drawn and judged. Everything that is wrong is said at once.
 */
final class ReportBounds {
  /** More than any attempt has; each is a row and a file of the report. */
  private static final int ATTACHMENTS = 64;

  private static final int RESETS = 10_000;
  private static final int RECORDS = 20_000;
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Instant FIRST = Instant.EPOCH; // where a host without a clock begins
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private final List<String> problems = new ArrayList<>();

  private ReportBounds() {}

  /** What is wrong with a report on this job; nothing where it can be taken. */
  static List<String> problems(PlannedJob job, BoardReport report) {
    ReportBounds bounds = new ReportBounds();
    bounds.scripts(job, report.scripts());
    bounds.resets("resets", report.resets());
    bounds.attachments(report.attachments());
    bounds.time("started", report.started());
    bounds.time("finished", report.finished());
    if (report.flash() instanceof FlashReport.Running running) {
      bounds.duration("flash.took", running.took());
    }
    return bounds.problems;
  }

  private void scripts(PlannedJob job, List<ScriptReport> scripts) {
    List<ScriptId> left = new ArrayList<>(job.scripts());
    for (ScriptReport script : scripts) {
      if (!left.remove(script.script())) {
        problems.add(
            "scripts: %s is no script of job %s, or is there twice"
                .formatted(script.script(), job.id()));
        return; // there may be thousands
      }
      script(script);
    }
  }

  private void script(ScriptReport script) {
    String name = "script " + script.script();
    count(name + ": checks", script.checks().size(), RECORDS);
    count(name + ": measures", script.measures().size(), RECORDS);
    resets(name, script.resets());
    time(name + ": started", script.started());
    duration(name + ": wall", script.wall());
    duration(name + ": boardBusy", script.boardBusy());
    script.measures().stream()
        .filter(m -> !finite(m))
        .findFirst()
        .ifPresent(m -> problems.add(name + ": a measure is no number"));
    script.heap().ifPresent(heap -> heap(name + ": heap", heap));
    script.power().ifPresent(power -> power.stretches().forEach(s -> stretch(name, s)));
  }

  private static boolean finite(Measure measure) {
    return Double.isFinite(measure.value()) && finite(measure.min()) && finite(measure.max());
  }

  private static boolean finite(OptionalDouble limit) {
    return limit.isEmpty() || Double.isFinite(limit.getAsDouble());
  }

  private void heap(String name, HeapTrace heap) {
    count(name, heap.samples().size(), HeapTrace.LIMIT);
    if (!heap.samples().stream().allMatch(s -> Double.isFinite(s.seconds()))) {
      problems.add(name + ": a time is no number");
    }
  }

  private void stretch(String name, PowerStretch stretch) {
    count(name + ": power", stretch.microamps().size(), PowerStretch.LIMIT);
    if (!Double.isFinite(stretch.seconds())
        || !stretch.microamps().stream().allMatch(Double::isFinite)) {
      problems.add(name + ": power: a current is no number");
    }
  }

  private void resets(String name, List<ResetRecord> resets) {
    count(name, resets.size(), RESETS);
    for (ResetRecord reset : resets) {
      time(name + ": at", reset.at());
      times(name + ": usb", reset.witnesses().usbLeft(), reset.witnesses().usbBack());
      Optional<PowerCut> cut = reset.witnesses().power();
      times(name + ": power", cut.map(PowerCut::off), cut.map(PowerCut::on));
      if (problems.size() > ATTACHMENTS) {
        return;
      }
    }
  }

  private void attachments(List<Attachment> attachments) {
    count("attachments", attachments.size(), ATTACHMENTS);
    attachments.stream()
        .filter(a -> a.bytes() < 0)
        .findFirst()
        .ifPresent(a -> problems.add("attachments: one has less than no bytes"));
  }

  private void count(String what, int count, int most) {
    if (count > most) {
      problems.add("%s: %d are too many; at most %d are taken".formatted(what, count, most));
    }
  }

  private void times(String what, Optional<Instant> from, Optional<Instant> to) {
    from.ifPresent(t -> time(what, t));
    to.ifPresent(t -> time(what, t));
  }

  private void time(String what, Instant at) {
    if (at.isBefore(FIRST) || at.isAfter(LAST)) {
      problems.add(
          "%s: %s is no time of this farm's: look at the rack's clock".formatted(what, at));
    }
  }

  private void duration(String what, Duration lasted) {
    if (lasted.isNegative() || lasted.compareTo(LONGEST) > 0) {
      problems.add("%s: nothing here takes %d s".formatted(what, lasted.toSeconds()));
    }
  }
}
