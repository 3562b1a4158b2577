package org.hilfarm.drivers.flash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.hilfarm.drivers.clock.BoardClock;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.process.Child;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * Writes a {@code .bin} through the ESP32-S2's ROM in download mode over native USB with esptool,
 * which has the ROM prove the flash's MD5. The ROM leaves download mode only without power, so the
 * port's power is cycled afterwards.
 *
 * @param tools where esptool is
 */
record EsptoolFlasher(Tools tools) implements Flasher {
  private static final Duration PORT_COMES = Duration.ofSeconds(5);

  @Override
  public FlashOutcome flash(
      FlashTarget target, Image image, Path file, FlashListener listener, Deadline deadline)
      throws InterruptedException {
    FlashLog log = new FlashLog();
    FlashListener progress = new RisingProgress(listener);
    try {
      ImageFile content = ImageFile.read(target, image, file);
      MemoryArea flash = new MemoryArea(0, target.type().flashBytes());
      ImageFile.mustFit(target, image, flash, 0, content.bytes().length);
      UsbDevice rom = rom(target, deadline);
      log.note("the ROM of %s is %s".formatted(target, rom.ttys().getFirst()));
      progress.progress(0);
      write(target, rom, content, new Attempt(progress, log, deadline));
      start(target, log, deadline);
      progress.progress(100);
      return new FlashOutcome.Written(
          content.digest(), Duration.ofNanos(log.tookNanos()), log.text());
    } catch (FlashFailedException e) {
      log.note(e.fault().toString());
      return new FlashOutcome.Failed(e.fault(), log.text());
    }
  }

  private record Attempt(FlashListener listener, FlashLog log, Deadline deadline) {
    /** The last percent is the proof and the start. */
    void told(int percent) {
      listener.progress(Math.min(percent, 99));
    }
  }

  private static UsbDevice rom(FlashTarget target, Deadline deadline)
      throws FlashFailedException, InterruptedException {
    var rom =
        target
            .type()
            .usb()
            .rom()
            .orElseThrow(
                () ->
                    new FlashFailedException(
                        FaultKind.FARM_BUG,
                        target.type().id() + " has no ROM identity in its board-config"));
    UsbTree usb = new UsbTree(target.root());
    Deadline comes = BoardClock.of(target.root(), target.port()).following(PORT_COMES, deadline);
    try {
      return usb.awaitAt(target.port(), Wanted.withSerialPort(rom.id()), comes);
    } catch (UsbTimeoutException e) {
      boolean there = usb.at(target.port()).isPresent();
      throw new FlashFailedException(
          there ? FaultKind.BOOTLOADER_STUCK : FaultKind.DISCONNECTED,
          "%s is not in ROM download mode: %s".formatted(target, e.getMessage()));
    }
  }

  private void write(FlashTarget target, UsbDevice rom, ImageFile content, Attempt attempt)
      throws FlashFailedException, InterruptedException {
    Ending ending = run(EsptoolCommand.WITH_UNDERSCORES, target, rom, content, attempt);
    if (EsptoolOutput.wrongSpelling(ending.output())) {
      ending = run(EsptoolCommand.WITH_HYPHENS, target, rom, content, attempt);
    }
    attempt.log().words(EsptoolOutput.plain(ending.output()));
    attempt.log().note("esptool ended, " + how(ending));
    if (ending instanceof Ending.Exited e && e.value() == 0 && EsptoolOutput.verified(e.output())) {
      return;
    }
    throw failure(target, rom, ending, attempt.deadline());
  }

  private static String how(Ending ending) {
    return switch (ending) {
      case Ending.Exited e ->
          "exit value %d, after %d us".formatted(e.value(), e.took().toNanos() / 1000);
      case Ending.Overdue o -> "killed after %d ms".formatted(o.waited().toMillis());
    };
  }

  private Ending run(
      EsptoolCommand spelling,
      FlashTarget target,
      UsbDevice rom,
      ImageFile content,
      Attempt attempt)
      throws FlashFailedException, InterruptedException {
    try {
      return Child.run(
          "esptool " + target.port(),
          spelling.write(tools.find("esptool"), rom.ttys().getFirst(), content.file()),
          line -> EsptoolOutput.percent(line).ifPresent(attempt::told),
          attempt.deadline());
    } catch (ToolMissingException | IOException e) {
      throw new FlashFailedException(
          FaultKind.TOOL_MISSING, "%s was not written: %s".formatted(target, e.getMessage()));
    }
  }

  private static FlashFailedException failure(
      FlashTarget target, UsbDevice rom, Ending ending, Deadline deadline) {
    String last = EsptoolOutput.lastLine(ending.output());
    if (!Departure.stillThere(target, rom)) {
      return new FlashFailedException(
          FaultKind.DISCONNECTED,
          "%s left the bus while it was written; esptool said last: %s".formatted(target, last));
    }
    return switch (ending) {
      case Ending.Overdue overdue ->
          new FlashFailedException(
              FaultKind.FLASH_TOO_SLOW,
              "%s was not written within %s and esptool was ended; it said last: %s%s"
                  .formatted(target, FlashLog.budget(deadline), last, survivors(overdue)));
      case Ending.Exited exited ->
          new FlashFailedException(
              EsptoolOutput.kind(exited.output()),
              "esptool could not write %s, exit value %d: %s"
                  .formatted(target, exited.value(), last));
    };
  }

  private static String survivors(Ending.Overdue overdue) {
    return overdue.survivors().isEmpty()
        ? ""
        : "; processes %s could not be ended".formatted(overdue.survivors());
  }

  private static void start(FlashTarget target, FlashLog log, Deadline deadline)
      throws FlashFailedException, InterruptedException {
    try {
      target.power().cycle(target.port(), deadline);
      log.note("power cycled, so that the ROM starts the image");
    } catch (PowerException e) {
      throw new FlashFailedException(
          deadline.passed() ? FaultKind.FLASH_TOO_SLOW : FaultKind.POWER_SWITCH_FAILED,
          "%s is written, but stays in ROM download mode: %s".formatted(target, e.getMessage()));
    }
  }
}
