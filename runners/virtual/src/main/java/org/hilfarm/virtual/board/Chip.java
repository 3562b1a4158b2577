package org.hilfarm.virtual.board;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.I2cTarget;

/**
 * A virtual board's hardware as its firmware sees it, for one start of the chip. Any thread may use
 * it; every call returns at once.
 */
public interface Chip {
  BoardType type();

  /** The chip's unique id, which is also the USB serial number. */
  BoardSerial serial();

  BoardTime time();

  /** Why the chip started. */
  ResetCause cause();

  /** What the flashed image says it is. */
  Banner banner();

  /**
   * A behaviour the flashed image asks for ({@code HIL-FARM-DEMO-TRAIT:<name>=<value>} as text
   * inside a demonstration image); empty in every real image.
   */
  Optional<String> trait(String name);

  Retained retained();

  /** {@code microcontroller.nvm}: survives everything but a full erase. */
  byte[] nvm();

  /** Keeps what was written to {@link #nvm()}. */
  void saveNvm();

  /** The contents of CIRCUITPY as a folder; what the host writes to the drive appears here. */
  Path drive();

  /** Tells the drive that the firmware changed files, so the host's view follows. */
  void driveChanged();

  /**
   * Whether the drive has no file system, so that the firmware makes one; from then on it has. One
   * whose files were all taken away has one.
   */
  boolean formats();

  /** Takes everything off the drive, and with it whatever was wrong with its file system. */
  default void eraseDrive() {}

  /** Shows the application on USB: serial port and drive appear, as soon as the host looks. */
  void attachUsb();

  /** Takes the application off USB. */
  void detachUsb();

  /** Whether USB is attached, the data lines are whole and the host has taken the device. */
  boolean usbReady();

  /** Whether a program on the host has the serial port open. */
  boolean consoleOpen();

  /** Sends console bytes to the host; dropped when nobody has the port open, as DTR does. */
  void send(byte[] bytes);

  /** Says something on the chip's UART0, where a debug UART may listen; lost where none does. */
  default void debug(byte[] bytes) {}

  /** Starts, or feeds, the hardware watchdog: the chip resets when board time has passed it. */
  void armWatchdog(Duration timeout);

  void disarmWatchdog();

  /** Resets the chip; the firmware is closed before the chip starts again. */
  void reset(ResetCause cause);

  /** Resets into the UF2 bootloader with its drive. */
  void resetToUf2();

  /** Resets into what a 1200-baud touch or RunMode.BOOTLOADER leads to on this family. */
  void resetToBootloader();

  /**
   * Powers the chip down until an alarm, then starts it with {@link ResetCause#DEEP_SLEEP_WAKE}
   * (ESP32-S2), or stops USB and resets it by software (the others).
   */
  void deepSleep(SleepUntil alarm, ResetCause wake);

  /** Says what the firmware does from now on, for whoever measures what it draws. */
  void draws(Draw now);

  /** The level to which something outside brings a pin; empty: nothing does. */
  default Optional<Boolean> level(int pin) {
    return Optional.empty();
  }

  /** What is wired to the I2C bus; empty: nothing, and no pull-ups either. */
  Optional<I2cTarget> i2cTarget();
}
