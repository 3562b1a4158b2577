package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.Firmware;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.SleepUntil;

/**
 * A firmware that does one thing for each letter it hears: u UF2, b bootloader, r reset, w
 * watchdog, d deep sleep, ? says who it is and why it started, and anything else comes back.
 */
final class EchoFirmware implements Firmware {
  private final Chip chip;

  EchoFirmware(Chip chip) {
    this.chip = chip;
  }

  @Override
  public void start() {
    try {
      Files.writeString(chip.drive().resolve("boot_out.txt"), chip.banner() + "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    chip.attachUsb();
  }

  @Override
  public void received(byte[] bytes) {
    switch (bytes[0]) {
      case 'u' -> chip.resetToUf2();
      case 'b' -> chip.resetToBootloader();
      case 'r' -> chip.reset(ResetCause.SOFTWARE);
      case 'w' -> chip.armWatchdog(Duration.ofSeconds(1));
      case 'd' ->
          chip.deepSleep(
              new SleepUntil(Duration.ofSeconds(2), Map.of()), ResetCause.DEEP_SLEEP_WAKE);
      case '?' -> say(chip.banner() + " | " + chip.cause() + "\n");
      case 'm' -> remember();
      case 't' -> say(chip.trait("reload-leak").orElse("none") + "\n");
      default -> chip.send(bytes);
    }
  }

  /** Counts in nvm and in retained memory. */
  private void remember() {
    chip.nvm()[0]++;
    chip.saveNvm();
    chip.retained().sleepMemory()[0]++;
    say("nvm " + chip.nvm()[0] + " sleep " + chip.retained().sleepMemory()[0] + "\n");
  }

  private void say(String text) {
    chip.send(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void consoleOpened() {}

  @Override
  public void consoleClosed() {}

  @Override
  public void driveWritten() {
    say("drive written\n");
  }

  @Override
  public void touchedAt1200() {
    chip.resetToBootloader();
  }

  @Override
  public void close() {}
}
