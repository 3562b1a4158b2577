package org.hilfarm.drivers.recover;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.flash.FlashListener;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.drivers.script.Fingers;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.CleanStart;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Phrases;
import org.hilfarm.drivers.seat.Presence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.session.BoardSession;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.Rung;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;

/**
 * The rungs of a board's ladder, each by what its family, its slot and its hub offer. One thread.
 */
final class Rungs {
  private static final int TOUCH_BAUD = 1200;
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final Duration BOOTLOADER_WITHIN = Duration.ofSeconds(10);

  /** Making a file system on a slow flash chip anew, and the start that follows. */
  private static final Duration ERASED_WITHIN = Duration.ofSeconds(60);

  private static final String ERASE = "import storage\nstorage.erase_filesystem()";

  private final Seat seat;
  private final Bench bench;
  private final Presence presence;
  private final Optional<KnownGood> good;

  Rungs(Seat seat, Optional<KnownGood> good) {
    this.seat = seat;
    this.bench = seat.bench();
    this.presence = new Presence(bench);
    this.good = good;
  }

  /**
   * Takes a rung.
   *
   * @param before how the board was seen last
   */
  Took take(Rung rung, Sight before, Deadline outer) throws SessionException, InterruptedException {
    return switch (rung) {
      case SOFT_REBOOT -> softReboot(outer);
      case LEAVE_SAFE_MODE -> leaveSafeMode(before, outer);
      case TOUCH_1200 -> touch(outer);
      case POWER_CYCLE -> powerCycle(outer);
      case BOOTLOADER_BY_LINE -> byLine(outer);
      case REFLASH -> reflash(outer);
      case RESET_FILESYSTEM -> resetFilesystem(outer);
      case PROBE -> throw new IllegalArgumentException("a probe is no rung");
    };
  }

  private Took softReboot(Deadline outer) throws SessionException, InterruptedException {
    Optional<Took> absent = absent();
    if (absent.isPresent()) {
      return absent.get();
    }
    Attached attached = seat.attached(outer);
    attached.raw(outer);
    attached.used();
    attached.newInterpreter(new BusyTime(Ticker.system()), outer);
    return new Took.Done("a new interpreter runs");
  }

  private Took leaveSafeMode(Sight before, Deadline outer)
      throws SessionException, InterruptedException {
    if (!before.safeMode()) {
      return new Took.PassedOver("it does not say that it is in safe mode");
    }
    Firmware firmware = bench.type().firmware();
    seat.settle(outer);
    run(Phrases.reset(firmware), Phrases.resetCall(firmware), ANSWERS_WITHIN, outer);
    return new Took.Done(Phrases.resetCall(firmware));
  }

  /** Runs code that ends with the board's leaving, and waits for its next start. */
  private void run(String code, String call, Duration within, Deadline outer)
      throws SessionException, InterruptedException {
    Execution end = seat.attached(outer).raw(outer).exec(code, bench.patience(within, outer));
    if (!(end instanceof Execution.Vanished)) {
      throw new SessionException(
          FaultKind.NO_ANSWER,
          "%s was told %s and did not reset: %s".formatted(bench.name(), call, Evidence.of(end)));
    }
    seat.reattach(seat.detach(), outer);
  }

  /**
   * Where it leads on each family: supervisor/shared/usb/usb_device.c, ports' supervisor/port.c.
   */
  private Took touch(Deadline outer) throws SessionException, InterruptedException {
    if (bench.type().family() != Family.NRF52840) {
      return new Took.PassedOver(
          "on this family it leads into a bootloader that only a new image or a power cycle ends,"
              + " which are rungs of their own");
    }
    Optional<UsbDevice> device = presence.application();
    Optional<Path> port = device.flatMap(d -> d.ttys().stream().findFirst());
    if (port.isEmpty()) {
      return new Took.PassedOver("at its port there is " + presence.now());
    }
    seat.detach();
    seat.settle(outer);
    try {
      SerialLink.touch(port.get(), TOUCH_BAUD);
    } catch (IOException gone) {
      seat.note("touch: " + gone.getMessage());
    }
    seat.reattach(device, outer);
    return new Took.Done("the bootloader without a drive gave up after 3 s without data");
  }

  /** Only ever this one port: on the hub's others there are other people's boards. */
  private Took powerCycle(Deadline outer) throws SessionException, InterruptedException {
    boolean there = presence.now() != Presence.Life.ABSENT;
    try {
      seat.cyclePort(outer);
    } catch (SessionException e) {
      if (e.fault().kind() == FaultKind.POWER_SWITCH_FAILED) {
        return new Took.PassedOver(
            "this port cannot be switched by itself, and the hub is left alone for its neighbours'"
                + " sake: "
                + e.fault().text());
      }
      throw e;
    }
    String left = there ? "the device left, power came back" : "power went and came";
    try {
      seat.reattach(Optional.empty(), outer);
      return new Took.Done(left);
    } catch (SessionException e) {
      throw new SessionException(e.fault().kind(), left + ", but " + e.fault().text(), e);
    }
  }

  private Took byLine(Deadline outer) throws SessionException, InterruptedException {
    if (bench.slot().fixture().resetLine().isEmpty()) {
      return new Took.PassedOver(
          "slot %s has no line to the board's reset or boot button".formatted(bench.slot().id()));
    }
    seat.detach();
    new Fingers(seat).pressReset(outer);
    try {
      seat.reattach(Optional.empty(), outer);
      seat.attached(outer).raw(outer); // firmware that shows itself may still be deaf
      return new Took.Done("reset was pressed");
    } catch (SessionException dead) {
      if (bench.slot().fixture().bootLine().isEmpty()) {
        throw new SessionException(
            dead.fault().kind(),
            "reset was pressed, and slot %s has no boot line; %s"
                .formatted(bench.slot().id(), dead.fault().text()),
            dead);
      }
      return intoBootloader(outer);
    }
  }

  /** Whatever is in its flash, the board's own ROM or bootloader is there for the next rung. */
  private Took intoBootloader(Deadline outer) throws SessionException, InterruptedException {
    seat.detach();
    UsbId running = bench.type().usb().application().id();
    new Fingers(seat).pressResetHoldingBoot(outer);
    try {
      UsbDevice there =
          bench
              .usb()
              .awaitAt(
                  bench.slot().port(),
                  new Wanted("a bootloader", d -> !d.id().equals(running)),
                  bench.appearance(BOOTLOADER_WITHIN, outer));
      return new Took.Done(
          "reset was pressed with boot held: %s \"%s\" is there"
              .formatted(there.id(), there.product()));
    } catch (UsbTimeoutException e) {
      throw new SessionException(
          FaultKind.WIRING_WRONG,
          "reset was pressed with boot held, and nothing came: " + e.getMessage(),
          e);
    }
  }

  private Took reflash(Deadline outer) throws InterruptedException {
    if (good.isEmpty()) {
      return new Took.PassedOver(
          "no baseline is known for %s: submit a good build with --baseline"
              .formatted(bench.type().id()));
    }
    seat.detach();
    try {
      Optional<Overwrite> whole = Overwrite.of(bench.type(), good.get());
      return whole.isPresent()
          ? overwrite(whole.get(), outer)
          : write(bench, good.get(), "its loader does not reach what lies outside of it", outer);
    } catch (IOException e) {
      return new Took.Done("the baseline could not be had: " + e.getMessage());
    }
  }

  private Took overwrite(Overwrite whole, Deadline outer) throws IOException, InterruptedException {
    try (whole) {
      Bench everywhere =
          new Bench(
              bench.root(),
              bench.slot(),
              whole.type(),
              bench.tools(),
              bench.clock(),
              CleanStart.POWER_CYCLE_OR_RESET);
      KnownGood file = new KnownGood(whole.image(), ImageArrival.of(whole.file()));
      return write(everywhere, file, "all the rest of the flash was erased", outer);
    }
  }

  private Took write(Bench where, KnownGood known, String rest, Deadline outer)
      throws InterruptedException {
    try (BoardSession session = new BoardSession(where, known.image().banner().version(), 0)) {
      return switch (session.flash(known.image(), known.file(), FlashListener.none(), outer)) {
        case FlashReport.Running running ->
            new Took.Done("%s was written and runs; %s".formatted(known.image().fileName(), rest));
        case FlashReport.NotRunning not -> new Took.Done(not.fault().toString());
      };
    }
  }

  private Took resetFilesystem(Deadline outer) throws SessionException, InterruptedException {
    Optional<Took> absent = absent();
    if (absent.isPresent()) {
      return absent.get();
    }
    return switch (bench.type().firmware()) {
      case CIRCUITPYTHON -> {
        seat.settle(outer);
        run(ERASE, "storage.erase_filesystem()", ERASED_WITHIN, outer);
        yield new Took.Done("storage.erase_filesystem()");
      }
      case MICROPYTHON ->
          new Took.PassedOver("how MicroPython's file system is made anew differs by board");
    };
  }

  private Optional<Took> absent() {
    return presence.now() == Presence.Life.APPLICATION
        ? Optional.empty()
        : Optional.of(new Took.PassedOver("at its port there is " + presence.now()));
  }
}
