package org.hilfarm.virtual.circuitpython;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.virtual.board.BoardTime;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.Draw;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.Retained;
import org.hilfarm.virtual.board.SleepUntil;
import org.jspecify.annotations.Nullable;

/** One start of a {@link TestBoard}'s chip. */
final class TestChip implements Chip {
  private static final Duration OPENS_AFTER = Duration.ofSeconds(2);

  /** By then code.py has run, however busy the machine is, or there is none. */
  private static final Duration OPENS_WITHOUT_CODE = Duration.ofSeconds(15);

  private static final Duration LOOKS_AGAIN = Duration.ofMillis(50);

  private final TestBoard board;
  private final ResetCause cause;
  private @Nullable ScheduledFuture<?> watchdog;
  private boolean off;
  private volatile boolean ran;
  private volatile long attached;
  private boolean open;

  TestChip(TestBoard board, ResetCause cause) {
    this.board = board;
    this.cause = cause;
  }

  @Override
  public BoardType type() {
    return board.settings.type();
  }

  @Override
  public BoardSerial serial() {
    return board.serial();
  }

  @Override
  public BoardTime time() {
    return board.time;
  }

  @Override
  public ResetCause cause() {
    return cause;
  }

  @Override
  public Banner banner() {
    return board.banner();
  }

  @Override
  public Optional<String> trait(String name) {
    return Optional.ofNullable(board.settings.traits().get(name));
  }

  @Override
  public Retained retained() {
    return board.retained();
  }

  @Override
  public byte[] nvm() {
    return board.nvm();
  }

  @Override
  public void saveNvm() {}

  @Override
  public Path drive() {
    return board.settings.drive();
  }

  @Override
  public boolean formats() {
    return Objects.requireNonNull(drive().toFile().list()).length == 0;
  }

  @Override
  public void driveChanged() {
    board.note("drive changed");
  }

  @Override
  public void attachUsb() {
    board.note("usb attached");
    if (board.settings.opens()) {
      attached = board.time.nanos();
      openConsole();
    }
  }

  /** As in the recordings, the host is late: code.py is over when it opens the port. */
  private void openConsole() {
    Duration since = Duration.ofNanos(board.time.nanos() - attached);
    boolean runs = ProcessHandle.current().children().findAny().isPresent();
    ran |= runs;
    if (runs) {
      attached = board.time.nanos();
    }
    if (runs || since.compareTo(ran ? OPENS_AFTER : OPENS_WITHOUT_CODE) < 0) {
      var unused = board.later(LOOKS_AGAIN, this::openConsole);
      return;
    }
    openConsoleNow();
  }

  void openConsoleNow() {
    synchronized (this) {
      if (off) {
        return;
      }
      open = true;
    }
    board.firmware().consoleOpened();
  }

  @Override
  public void detachUsb() {}

  @Override
  public boolean usbReady() {
    return board.settings.usb();
  }

  @Override
  public synchronized boolean consoleOpen() {
    return open;
  }

  @Override
  public void send(byte[] bytes) {
    if (consoleOpen()) {
      board.sent(bytes);
    }
  }

  @Override
  public synchronized void armWatchdog(Duration timeout) {
    disarmWatchdog();
    watchdog = board.later(timeout, () -> bite());
  }

  private void bite() {
    synchronized (this) {
      if (off) {
        return;
      }
    }
    board.restart(ResetCause.WATCHDOG, "watchdog reset");
  }

  @Override
  public synchronized void disarmWatchdog() {
    if (watchdog != null) {
      watchdog.cancel(false);
    }
  }

  synchronized void off() {
    off = true;
    open = false;
    disarmWatchdog();
  }

  @Override
  public void reset(ResetCause why) {
    board.restart(why, "reset " + why);
  }

  @Override
  public void resetToUf2() {
    board.note("reset to UF2");
  }

  @Override
  public void resetToBootloader() {
    board.note("reset to bootloader");
  }

  @Override
  public void deepSleep(SleepUntil alarm, ResetCause wake) {
    board.note("deep sleep");
    var unused = board.later(alarm.passed(), () -> board.restart(wake, "woken"));
  }

  @Override
  public void draws(Draw now) {}

  @Override
  public Optional<I2cTarget> i2cTarget() {
    return board.settings.i2c();
  }
}
