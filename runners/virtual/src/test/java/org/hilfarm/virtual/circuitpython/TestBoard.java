package org.hilfarm.virtual.circuitpython;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.virtual.board.BoardTime;
import org.hilfarm.virtual.board.Firmware;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.Retained;
import org.jspecify.annotations.Nullable;

/**
 * A board that is nothing but a chip with firmware on it; the host opens its port whenever it
 * appears. What the board sends is kept, what happens to the chip is noted.
 */
final class TestBoard implements Bench {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofMillis(900);

  final Settings settings;
  final BoardTime time;
  private final Firmware.Factory factory;
  private final Retained retained;
  private final byte[] nvm = new byte[4096];
  private final StringBuilder sent = new StringBuilder();
  private final List<String> events = new ArrayList<>();
  private final ScheduledExecutorService silicon = Executors.newSingleThreadScheduledExecutor();
  private @Nullable TestChip chip;
  private @Nullable Firmware firmware;

  /** What a test may want different. */
  record Settings(
      Family family,
      String id,
      Path drive,
      long rate,
      boolean usb,
      boolean opens,
      Optional<I2cTarget> i2c,
      Optional<I2cPins> bus,
      Map<String, String> traits,
      Banner banner) {

    static Settings pico(Path drive) {
      return new Settings(
          Family.RP2040,
          "raspberry_pi_pico",
          drive,
          10,
          true,
          true,
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          new Banner("10.2.0", "2026-11-22", "Raspberry Pi Pico with rp2040"));
    }

    /** With another firmware on it. */
    Settings banner(Banner other) {
      return new Settings(family, id, drive, rate, usb, opens, i2c, bus, traits, other);
    }

    Settings family(Family other, String board) {
      return new Settings(other, board, drive, rate, usb, opens, i2c, bus, traits, banner);
    }

    Settings rate(long faster) {
      return new Settings(family, id, drive, faster, usb, opens, i2c, bus, traits, banner);
    }

    Settings opening(boolean byItself) {
      return new Settings(family, id, drive, rate, usb, byItself, i2c, bus, traits, banner);
    }

    Settings usb(boolean ready) {
      return new Settings(family, id, drive, rate, ready, opens, i2c, bus, traits, banner);
    }

    Settings i2c(I2cTarget target) {
      return new Settings(
          family, id, drive, rate, usb, opens, Optional.of(target), bus, traits, banner);
    }

    /** The I2C bus of another bench. */
    Settings bus(I2cPins pins) {
      return new Settings(
          family, id, drive, rate, usb, opens, i2c, Optional.of(pins), traits, banner);
    }

    Settings trait(String name, String value) {
      return new Settings(
          family, id, drive, rate, usb, opens, i2c, bus, Map.of(name, value), banner);
    }

    BoardType type() {
      return TestTypes.of(family, id, bus);
    }
  }

  TestBoard(Firmware.Factory factory, Settings settings) {
    this.factory = factory;
    this.settings = settings;
    this.time = FastTime.of(settings.rate());
    this.retained = new Retained(256);
    Arrays.fill(nvm, (byte) 0xff);
  }

  BoardSerial serial() {
    return new BoardSerial("0102030405060708");
  }

  Banner banner() {
    Banner told = settings.banner();
    return new Banner(told.version(), told.date(), settings.type().bannerName());
  }

  Retained retained() {
    return retained;
  }

  byte[] nvm() {
    return nvm;
  }

  /** Starts the chip, on the silicon's thread. */
  void start(ResetCause cause) {
    silicon.execute(() -> startNow(cause));
  }

  private void startNow(ResetCause cause) {
    stop();
    TestChip next = new TestChip(this, cause);
    Firmware fresh = factory.boot(next);
    synchronized (this) {
      chip = next;
      firmware = fresh;
    }
    note("start " + cause);
    fresh.start();
  }

  private void stop() {
    @Nullable Firmware old;
    synchronized (this) {
      old = firmware;
      firmware = null;
      if (chip != null) {
        chip.off();
      }
    }
    if (old != null) {
      old.close();
    }
  }

  /** The chip's own doing, from any of its threads. */
  void restart(ResetCause cause, String note) {
    note(note);
    start(cause);
  }

  ScheduledFuture<?> later(Duration boardTime, Runnable what) {
    return silicon.schedule(what, time.toWall(boardTime).toNanos(), TimeUnit.NANOSECONDS);
  }

  synchronized void note(String event) {
    events.add(event);
    notifyAll();
  }

  synchronized void sent(byte[] bytes) {
    sent.append(new String(bytes, ISO_8859_1));
    notifyAll();
  }

  @Override
  public void type(String bytes) {
    @Nullable Firmware to;
    synchronized (this) {
      to = firmware;
    }
    if (to != null) {
      to.received(bytes.getBytes(ISO_8859_1));
    }
  }

  /** A program on the host opens the port now. */
  void openConsole() {
    @Nullable TestChip now;
    synchronized (this) {
      now = chip;
    }
    if (now != null) {
      now.openConsoleNow();
    }
  }

  Firmware firmware() {
    synchronized (this) {
      if (firmware == null) {
        throw new IllegalStateException("no firmware runs");
      }
      return firmware;
    }
  }

  /** Forgets what was sent so far. */
  @Override
  public synchronized void forget() {
    sent.setLength(0);
  }

  @Override
  public synchronized String sent() {
    return sent.toString();
  }

  synchronized List<String> events() {
    return List.copyOf(events);
  }

  /** Waits until what was sent since the last {@link #forget} suits; whether it came to that. */
  boolean await(Predicate<String> suits) {
    return await(PATIENCE, suits);
  }

  @Override
  public synchronized boolean await(Duration wall, Predicate<String> suits) {
    long due = System.nanoTime() + wall.toNanos();
    while (!suits.test(sent.toString())) {
      long left = (due - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** Types and returns all that came until the text ends so. */
  String ask(String bytes, String ending) {
    forget();
    type(bytes);
    if (!await(s -> s.endsWith(ending))) {
      throw new AssertionError("waited for \"" + ending + "\", saw \"" + sent() + "\"");
    }
    return sent();
  }

  @Override
  public void powerOn() {
    start(ResetCause.POWER_ON);
  }

  @Override
  public void pressReset() {
    restart(ResetCause.RESET_LINE, "reset button");
  }

  @Override
  public void pause(Duration boardTime) {
    long due = System.nanoTime() + time.toWall(boardTime).toNanos();
    while (System.nanoTime() < due) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public Duration quiet() {
    return QUIET;
  }

  @Override
  public void close() {
    silicon.shutdownNow();
    stop();
  }
}
