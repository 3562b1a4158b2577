package org.hilfarm.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hilfarm.drivers.console.TranscriptEntry;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a job on one board: flash, prove, run every script, report. Only here does an
 * exception become a fault. Any thread may use it, each board by one at a time.
 */
public final class BoardJob {
  private static final Logger log = LoggerFactory.getLogger(BoardJob.class);

  /** The outermost cap; every wait inside has a smaller budget of its own. */
  private static final Duration LONGEST = Duration.ofHours(2);

  private final InstantSource clock;

  /**
   * @param clock rack time
   */
  public BoardJob(InstantSource clock) {
    this.clock = clock;
  }

  /** With this machine's clock. */
  public BoardJob() {
    this(InstantSource.system());
  }

  /**
   * Does it all and never throws for what a board, a tool or a script did.
   *
   * @param listener hears how far it is
   * @param cancelled asked between scripts, never during a flash
   */
  public JobResult perform(JobInput in, JobListener listener, BooleanSupplier cancelled) {
    return new Attempt(in, listener, cancelled).perform();
  }

  private final class Attempt {
    private final JobInput in;
    private final WorkOffer offer;
    private final JobProgress progress;
    private final BooleanSupplier cancelled;
    private final Instant started = clock.instant();
    private final Deadline outer = Deadline.after(LONGEST);
    private final Map<ScriptId, ScriptReport> done = new LinkedHashMap<>();
    private Optional<FlashReport> flash = Optional.empty();
    private Fault unstarted = Reports.cancelled();

    Attempt(JobInput in, JobListener listener, BooleanSupplier cancelled) {
      this.in = in;
      this.offer = in.offer();
      this.progress = new JobProgress(listener, offer.scripts().size());
      this.cancelled = cancelled;
    }

    JobResult perform() {
      Bench bench = new Bench(in.root(), in.slot(), offer.boardType(), in.tools(), clock);
      BoardSession session =
          new BoardSession(
              bench, offer.image().banner().version(), offer.seed(), in.elf(), in.tap());
      try (session) {
        work(session);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException bug) {
        log.error("job {} failed on board {}", offer.lease().job(), in.slot().serial(), bug);
        unstarted = Reports.bug(bug);
      }
      progress.say(Progress.Stage.REPORTING, 100, "reporting");
      return result(session);
    }

    private void work(BoardSession session) throws InterruptedException {
      if (cancelled.getAsBoolean()) {
        return;
      }
      progress.say(Progress.Stage.FLASHING, 0, "entering the bootloader");
      FlashReport report = session.flash(offer.image(), in.imageFile(), progress::flashed, outer);
      flash = Optional.of(report);
      if (report instanceof FlashReport.NotRunning notRunning) {
        unstarted = notRunning.fault();
        return;
      }
      progress.say(Progress.Stage.PROVING, 100, "file system, power cycle and hil.py");
      Optional<Fault> unready = session.clear(outer);
      if (unready.isEmpty()) {
        unready = session.prepare(offer.library(), outer);
      }
      if (unready.isPresent()) {
        unstarted = unready.get();
        return;
      }
      ScriptLaunch.run(
          in.slot().serial(), offer.scripts(), script -> run(session, script), cancelled);
    }

    private ScriptReport run(BoardSession session, Script script) throws InterruptedException {
      progress.script(script.id());
      ScriptReport report;
      try {
        report = session.run(script, outer);
      } catch (RuntimeException bug) {
        log.error("script {} failed on board {}", script.id(), in.slot().serial(), bug);
        report = ScriptReport.notRun(script.id(), Reports.bug(bug), clock.instant());
      }
      done.put(script.id(), report);
      return report;
    }

    private JobResult result(BoardSession session) {
      Instant finished = clock.instant();
      Attachments attachments = attachments(session);
      BoardReport report =
          new BoardReport(
              offer.lease().job(),
              offer.lease().attempt(),
              offer.lease().rack(),
              in.slot().serial(),
              offer.boardType().id(),
              flash.orElseGet(() -> new FlashReport.NotRunning(unstarted)),
              Reports.complete(offer.scripts(), done, unstarted, finished),
              session.ledger().rows(),
              attachments.list(),
              started,
              finished,
              in.slot().emulated());
      return new JobResult(report, attachments.bytes());
    }

    private Attachments attachments(BoardSession session) {
      var entries = session.transcript().entries();
      Attachments attachments = new Attachments();
      attachments.text("console", TranscriptText.readable(entries));
      if (entries.stream().anyMatch(e -> e.direction() == TranscriptEntry.Direction.BOARD)) {
        attachments.add("console bytes", "application/octet-stream", TranscriptText.raw(entries));
      }
      attachments.text("resets", session.ledger().table());
      attachments.text("flasher", session.flashLog());
      session
          .debugUart()
          .ifPresent(
              said -> attachments.text("debug-uart.log", TranscriptText.readable(said.entries())));
      return attachments;
    }
  }
}
