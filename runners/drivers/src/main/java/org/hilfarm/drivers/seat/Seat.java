package org.hilfarm.drivers.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.drivers.record.BoardRecord;
import org.hilfarm.drivers.reset.ResetLedger;
import org.hilfarm.drivers.reset.RomTalk;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.time.Deadline;

/**
 * The board over all its starts: its console is closed and opened again around each, and each is
 * asked about and entered into the ledger. One thread uses it.
 */
public final class Seat implements AutoCloseable {
  /**
   * A second reset within about a second of a start puts CircuitPython into safe mode (main.c,
   * supervisor/shared/safe_mode.c), so a board is left alone for a while after each start.
   */
  private static final Duration BETWEEN_RESETS = Duration.ofMillis(1500);

  /** So many starts of the ROM on the way to one of the application are a boot loop. */
  private static final int LOOP = 3;

  private static final Duration SWITCHES_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  private final Bench bench;
  private final Transcript transcript;
  private final ResetLedger ledger;
  private final StartEar ear;
  private final CleanStarts clean = new CleanStarts(this);
  private Optional<Attached> attached = Optional.empty();
  private Optional<String> unclean = Optional.empty();
  private final Set<String> leftBehind = new TreeSet<>();
  private long startedAt;

  /** Of the start that {@link #startedAt} is the time of. */
  private Optional<String> enumeration = Optional.empty();

  /** Whether the slot's power meter, if it has one, is known not to feed the board. */
  private boolean unfed;

  /** The power cut that the next start comes after, and the one this start came after. */
  private Optional<PowerCut> cut = Optional.empty();

  private Optional<PowerCut> powered = Optional.empty();

  public Seat(Bench bench, Transcript transcript, StartEar ear, ResetLedger ledger) {
    this.ear = ear;
    this.bench = bench;
    this.transcript = transcript;
    this.ledger = ledger;
    this.startedAt = bench.time().nanos(); // or so: another job may have just ended
  }

  public Bench bench() {
    return bench;
  }

  public ResetLedger ledger() {
    return ledger;
  }

  /** The board's console, opened if need be. */
  public Attached attached(Deadline deadline) throws SessionException, InterruptedException {
    if (attached.isEmpty()) {
      Attached found = Attached.to(bench, transcript, Optional.empty(), deadline);
      attached = Optional.of(found);
      seen(found.device());
    }
    return attached.get();
  }

  /** Closes the console because the board is about to leave, or has left. */
  public Optional<UsbDevice> detach() {
    Optional<UsbDevice> device = attached.map(Attached::device);
    attached.ifPresent(Attached::close);
    attached = Optional.empty();
    return device;
  }

  /** Opens the console of the board's next start. */
  public Attached reattach(Optional<UsbDevice> before, Deadline deadline)
      throws SessionException, InterruptedException {
    detach();
    powered = cut;
    cut = Optional.empty();
    Attached next = Attached.to(bench, transcript, before, deadline);
    attached = Optional.of(next);
    enumeration = Optional.of(next.device().generation());
    startedAt = bench.time().nanos();
    return next;
  }

  /** Asks the board why it started and enters that, with what code.py was told besides. */
  public ResetRecord enterStart(
      Stimulus stimulus,
      boolean usbPresent,
      Optional<Instant> left,
      Optional<BoardRecord.Booted> told,
      Deadline outer)
      throws SessionException, InterruptedException {
    Witnesses said =
        ResetProbe.ask(bench, attached(outer), left, bench.patience(ANSWERS_WITHIN, outer));
    RomTalk heard = ear.heard(outer);
    ResetRecord row =
        ledger.enter(
            bench.clock().instant(),
            stimulus,
            usbPresent,
            said.withRunReason(told.flatMap(b -> b.witnesses().runReason()))
                .withUart(heard.romLine(), heard.heard())
                .withPower(powered));
    ear.complaint(heard).ifPresent(c -> ledger.remark(". " + c));
    ear.begin();
    return row;
  }

  /**
   * Enters that a board is in safe mode when the job finds it; any other start is not the job's.
   */
  public void enterFound(Deadline outer) throws InterruptedException {
    if (ledger.boots() > 0) {
      return;
    }
    try {
      Witnesses said =
          ResetProbe.ask(
              bench, attached(outer), Optional.empty(), bench.patience(ANSWERS_WITHIN, outer));
      if (said.safeModeReason().filter(r -> r != SafeModeReason.NONE).isPresent()) {
        ledger.enter(bench.clock().instant(), Stimulus.FOUND, true, said);
      }
    } catch (SessionException e) {
      note("not known in which state it was found: " + e.getMessage());
    }
  }

  /**
   * What keeps a board away that starts again and again is its firmware: the ROM says so. Enters
   * that; any other board that is missing stays missing.
   */
  public SessionException unlessItLoops(SessionException missing) {
    RomTalk heard = ear.now();
    if (missing.fault().kind() != FaultKind.BOARD_MISSING || heard.words().starts() < LOOP) {
      return missing;
    }
    ResetRecord row =
        ledger.enter(
            bench.clock().instant(),
            Stimulus.NONE,
            true,
            Witnesses.none().withUart(heard.romLine(), heard.heard()));
    ear.begin();
    return new SessionException(
        FaultKind.UNEXPECTED_RESET,
        "%s never showed its application: %s".formatted(bench.name(), row.why()),
        missing);
  }

  /** Says that the board must be power cycled before anything else runs on it. */
  public void soil(String why) {
    unclean = Optional.of(why);
  }

  /** Whether the last start was the clean one that tests of reset reasons begin with. */
  public boolean startedClean() {
    return unclean.isEmpty()
        && ledger.rows().stream()
            .reduce((a, b) -> b)
            .filter(r -> r.stimulus() == clean.stimulus())
            .filter(r -> r.judgement() == Judgement.EXPECTED)
            .isPresent();
  }

  /** Whether something must be undone by a power cycle: safe mode, an armed watchdog. */
  public boolean dirty() {
    return unclean.isPresent()
        || ledger.rows().stream()
            .reduce((a, b) -> b)
            .flatMap(r -> r.witnesses().safeModeReason())
            .filter(r -> r != SafeModeReason.NONE)
            .isPresent();
  }

  /** The clean start this bench can give: a power cycle, or on a desk a reset in its place. */
  public void startClean(Deadline outer) throws SessionException, InterruptedException {
    unclean = Optional.empty();
    clean.start(outer);
  }

  /** The power cut that this start came after. */
  public Optional<PowerCut> powered() {
    return powered;
  }

  /** Power off and on; what comes back is for the caller to see. */
  public void cyclePort(Deadline outer) throws SessionException, InterruptedException {
    settle(outer);
    detach();
    unfed = unfed || UsbCut.meterIsOff(this, outer);
    transcript.event("power cycle of port " + bench.slot().port());
    ear.begin();
    try {
      bench
          .power()
          .cycle(bench.slot().port(), this::switched, bench.patience(SWITCHES_WITHIN, outer));
    } catch (PowerException e) {
      throw new SessionException(
          FaultKind.POWER_SWITCH_FAILED, bench.name() + ": " + Evidence.of(e), e);
    }
    startedAt = bench.time().nanos();
  }

  private void switched(boolean on) {
    Instant now = bench.clock().instant();
    cut = Optional.of(new PowerCut(cut.filter(c -> on).map(PowerCut::off).orElse(now), now));
    transcript.event("port " + bench.slot().port() + (on ? " has power" : " has no power"));
  }

  /** A start that nobody has told of may have been just now. */
  public void seen(UsbDevice device) {
    if (!enumeration.equals(Optional.of(device.generation()))) {
      enumeration = Optional.of(device.generation());
      startedAt = bench.time().nanos();
    }
  }

  /** Waits until the board may be reset again. */
  public void settle(Deadline outer) throws InterruptedException {
    long left = startedAt + BETWEEN_RESETS.toNanos() - bench.time().nanos();
    if (left > 0) {
      bench.letPass(Duration.ofNanos(left), outer);
    }
  }

  /** Lets the board run its code.py again, where it still listens. */
  public void leave(Deadline deadline) {
    try {
      if (attached.isPresent()) {
        attached.get().runCodePy(deadline);
      }
    } catch (SessionException gone) {
      note("not left at its code.py: " + gone.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A file that was saved for a test is on the board's drive. */
  public void leavesBehind(String file) {
    leftBehind.add(file);
  }

  /** What was saved for a test and is to be taken off the drive again; asked once. */
  public Set<String> takeLeftBehind() {
    Set<String> files = Set.copyOf(leftBehind);
    leftBehind.clear();
    return files;
  }

  /** Notes something in the transcript. */
  public void note(String event) {
    transcript.event(event);
  }

  @Override
  public void close() {
    detach();
  }
}
