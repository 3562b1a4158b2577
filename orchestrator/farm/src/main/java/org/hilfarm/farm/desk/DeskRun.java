package org.hilfarm.farm.desk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hilfarm.drivers.flash.FlashListener;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.drivers.session.Greeting;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;
import org.hilfarm.time.Deadline;

/** One script on the board on the desk, with the firmware it has. One thread uses it. */
public final class DeskRun {
  /** The outermost cap; every wait inside has a smaller budget of its own. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Desk desk;
  private final String library;
  private final Consumer<String> progress;

  /**
   * @param library the source of hil.py
   * @param progress hears sentences about how far it is
   */
  public DeskRun(Desk desk, String library, Consumer<String> progress) {
    this.desk = desk;
    this.library = library;
    this.progress = progress;
  }

  /**
   * A firmware that is put onto the board first.
   *
   * @param file where its bytes are
   */
  public record Firmware(Image image, Path file) {}

  /** Runs it; whatever a board does is in the result. */
  public DeskResult run(Script script, long seed) throws InterruptedException {
    return run(script, seed, Optional.empty());
  }

  /** The same, with another firmware than the board has. */
  public DeskResult run(Script script, long seed, Optional<Firmware> firmware)
      throws InterruptedException {
    Bench bench = desk.bench();
    Deadline outer = Deadline.after(LONGEST);
    Banner banner;
    try {
      banner = Greeting.of(bench, outer);
    } catch (SessionException e) {
      return notRun(script, Optional.empty(), e.fault());
    }
    progress.accept(banner + " at port " + bench.slot().port());
    mustBeOf(bench, banner);
    Banner runs = firmware.map(f -> f.image().banner()).orElse(banner);
    try (BoardSession session = new BoardSession(bench, runs.version(), seed)) {
      if (firmware.isPresent()) {
        progress.accept("flashing " + runs);
        FlashReport flash = flash(session, firmware.get(), outer);
        if (flash instanceof FlashReport.NotRunning not) {
          return notRun(script, Optional.of(banner), not.fault());
        }
      }
      progress.accept("a clean start, and hil.py");
      Optional<Fault> unready = session.prepare(library, outer);
      if (unready.isPresent()) {
        return notRun(script, Optional.of(runs), unready.get());
      }
      ScriptReport report = session.run(script, phase -> began(script, phase), outer);
      return new DeskResult(script, bench, Optional.of(runs), report, session.ledger().rows());
    }
  }

  private static FlashReport flash(BoardSession session, Firmware firmware, Deadline outer)
      throws InterruptedException {
    ImageArrival file = ImageArrival.of(firmware.file());
    return session.flash(firmware.image(), file, FlashListener.none(), outer);
  }

  /** Resets are judged by family: a wrong one would make good firmware look bad, or bad good. */
  static void mustBeOf(Bench bench, Banner banner) {
    String chip = " with " + bench.type().mcuName();
    if (!banner.machine().endsWith(chip) || banner.firmware() != bench.type().firmware()) {
      throw new IllegalArgumentException(
          "the board says it is \"%s\" with %s, which is no %s (\"%s\" with %s); say its type with --board BOARD_ID"
              .formatted(
                  banner.machine(),
                  banner.firmware().title(),
                  bench.type().id(),
                  bench.type().bannerName(),
                  bench.type().firmware().title()));
    }
  }

  private void began(Script script, Phase phase) {
    progress.accept(
        "phase %d of %d: %s"
            .formatted(
                script.phases().indexOf(phase) + 1,
                script.phases().size(),
                phase.run().isEmpty() ? "the whole file" : phase.run()));
  }

  private DeskResult notRun(Script script, Optional<Banner> banner, Fault fault) {
    Bench bench = desk.bench();
    ScriptReport report =
        new ScriptReport(
            script.id(),
            new Outcome.NotRun(fault),
            List.of(),
            List.of(),
            List.of(),
            bench.clock().instant(),
            Duration.ZERO,
            Duration.ZERO);
    return new DeskResult(script, bench, banner, report, List.of());
  }
}
