package org.hilfarm.drivers.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.hilfarm.drivers.console.Tap;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.drive.BoardFiles;
import org.hilfarm.drivers.flash.FlashListener;
import org.hilfarm.drivers.flash.FlashOutcome;
import org.hilfarm.drivers.flash.FlashTarget;
import org.hilfarm.drivers.flash.Flashers;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.drivers.reset.ResetLedger;
import org.hilfarm.drivers.reset.ResetOracle;
import org.hilfarm.drivers.script.ScriptRun;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.CodePlaces;
import org.hilfarm.drivers.seat.Overheard;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.seat.StartEar;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;
import org.hilfarm.time.Deadline;

/**
 * One board for one job: flashed, proven, and then one script after the other. One thread uses it;
 * closing it closes the console and leaves the board running its code.py.
 */
public final class BoardSession implements AutoCloseable {
  private static final Duration FLASHED_WITHIN = Duration.ofMinutes(6);
  private static final Duration LEFT_WITHIN = Duration.ofSeconds(2);

  private final Bench bench;
  private final Transcript transcript;
  private final Seat seat;
  private final Overheard overheard;
  private final Random random;
  private final Features features = new Features();
  private String flashLog = "nothing was written\n";

  /**
   * @param version of the firmware the board is to run, as its banner gives it; it says which rules
   *     its resets are judged by
   * @param seed fixes the nonces of this attempt
   */
  public BoardSession(Bench bench, String version, long seed) {
    this(bench, version, seed, Optional.empty());
  }

  /**
   * The same for a build whose ELF file is known.
   *
   * @param elf asked for when a panic's addresses are to be told
   */
  public BoardSession(Bench bench, String version, long seed, Optional<ImageArrival> elf) {
    this(bench, version, seed, elf, Tap.none());
  }

  /**
   * The same for a board that somebody may watch.
   *
   * @param tap hears what the board says on its console
   */
  public BoardSession(Bench bench, String version, long seed, Optional<ImageArrival> elf, Tap tap) {
    this.bench = bench;
    this.transcript = new Transcript(bench.clock(), Transcript.DEFAULT_LIMIT, tap);
    this.overheard = Overheard.at(bench);
    this.seat =
        new Seat(
            bench,
            transcript,
            new StartEar(overheard, bench.type().family(), new CodePlaces(elf)),
            new ResetLedger(
                new ResetOracle(bench.type().family(), bench.type().firmware(), version)));
    this.random = new Random(seed);
  }

  /**
   * Writes the image and proves that it runs; a fault is a report too. The file is waited for only
   * once the board is in its bootloader.
   */
  public FlashReport flash(Image image, ImageArrival file, FlashListener listener, Deadline outer)
      throws InterruptedException {
    return overheard.beside(write(image, file, listener, outer));
  }

  private FlashReport write(Image image, ImageArrival file, FlashListener listener, Deadline outer)
      throws InterruptedException {
    Instant started = bench.clock().instant();
    try {
      new BootloaderEntry(seat).enter(outer);
      FlashOutcome outcome =
          new Flashers(bench.tools())
              .by(bench.type().flash())
              .flash(
                  new FlashTarget(bench.root(), bench.slot().port(), bench.type(), bench.power()),
                  image,
                  arrived(image, file),
                  listener,
                  outer.within(FLASHED_WITHIN));
      flashLog = outcome.log();
      return switch (outcome) {
        case FlashOutcome.Failed failed -> new FlashReport.NotRunning(failed.fault());
        case FlashOutcome.Written written -> prove(image, written, started, outer);
      };
    } catch (SessionException e) {
      return new FlashReport.NotRunning(e.fault());
    }
  }

  private static Path arrived(Image image, ImageArrival file)
      throws SessionException, InterruptedException {
    try {
      return file.await();
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.FARM_BUG,
          "the image %s could not be had: %s".formatted(image.fileName(), e.getMessage()),
          e);
    }
  }

  private FlashReport prove(
      Image image, FlashOutcome.Written written, Instant started, Deadline outer)
      throws SessionException, InterruptedException {
    Optional<Instant> left = Optional.of(bench.clock().instant());
    try {
      seat.reattach(Optional.empty(), outer);
      new ImageProof(bench).prove(image, seat.attached(outer), outer);
    } catch (SessionException e) {
      if (e.fault().kind() == FaultKind.BOARD_MISSING) {
        throw neverStarted(image, "the application never came", e);
      }
      throw e.fault().kind() == FaultKind.NO_ANSWER
          ? neverStarted(image, "the application never answered", e)
          : e;
    }
    seat.enterStart(Stimulus.FLASHED, true, left, Optional.empty(), outer);
    return new FlashReport.Running(
        written.digest(),
        image.banner(),
        image.boardType(),
        Duration.between(started, bench.clock().instant()));
  }

  private SessionException neverStarted(Image image, String what, SessionException e) {
    return new SessionException(
        FaultKind.NEVER_STARTED,
        "%s was written to %s and verified, but %s: %s"
            .formatted(image.fileName(), bench.name(), what, e.fault().text()),
        e);
  }

  /**
   * Takes everything off the board that whoever had it before may have left there: a boot.py of
   * theirs would run under this build.
   */
  public Optional<Fault> clear(Deadline outer) throws InterruptedException {
    try {
      BoardFiles.of(bench).clear(seat.attached(outer), outer);
      return Optional.empty();
    } catch (SessionException e) {
      return Optional.of(overheard.beside(e.fault()));
    }
  }

  /** Puts hil.py onto the board, after the clean start that every job begins with. */
  public Optional<Fault> prepare(String library, Deadline outer) throws InterruptedException {
    Optional<Fault> unready = startClean(outer);
    return unready.isPresent() ? unready : put("lib/hil.py", library, outer);
  }

  /** The clean start alone, which is all that upstream's tests need. */
  public Optional<Fault> startClean(Deadline outer) throws InterruptedException {
    try {
      seat.startClean(outer);
      return Optional.empty();
    } catch (SessionException e) {
      return Optional.of(overheard.beside(e.fault()));
    }
  }

  /** Puts a file onto the board; the board is in its raw REPL then. */
  public Optional<Fault> put(String name, String text, Deadline outer) throws InterruptedException {
    try {
      BoardFiles.of(bench).put(name, text, seat.attached(outer), outer);
      return Optional.empty();
    } catch (SessionException e) {
      return Optional.of(overheard.beside(e.fault()));
    }
  }

  /** Runs one script; whatever goes wrong is in its report. */
  public ScriptReport run(Script script, Deadline outer) throws InterruptedException {
    return run(script, phase -> {}, outer);
  }

  /**
   * The same.
   *
   * @param listener hears of each phase when it begins
   */
  public ScriptReport run(Script script, Consumer<Phase> listener, Deadline outer)
      throws InterruptedException {
    ScriptReport report =
        script.expectation().isPresent()
            ? new OutputRun(seat, script, script.expectation().get(), features).run(outer)
            : new ScriptRun(seat, script, this::nonce, listener).run(outer);
    return overheard.beside(report);
  }

  private String nonce() {
    return String.format(Locale.ROOT, "%08x", random.nextInt());
  }

  /** Every start of the board so far. */
  public ResetLedger ledger() {
    return seat.ledger();
  }

  /** Everything that was said on the console so far. */
  public Transcript transcript() {
    return transcript;
  }

  /** What the board said on its debug UART so far; empty where nobody listens to it. */
  public Optional<Transcript> debugUart() {
    return overheard.transcript();
  }

  /** What the flasher did. */
  public String flashLog() {
    return flashLog;
  }

  @Override
  public void close() {
    try {
      // An emulated or battery-driven board is idle in code.py and busy at a prompt.
      seat.leave(Deadline.after(LEFT_WITHIN));
    } finally {
      seat.close();
      overheard.close();
    }
  }
}
