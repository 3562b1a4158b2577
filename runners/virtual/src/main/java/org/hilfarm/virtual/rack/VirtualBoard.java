package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Slot;
import org.hilfarm.virtual.board.BoardTime;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.Retained;
import org.hilfarm.virtual.drive.CircuitPyDrive;
import org.hilfarm.virtual.fault.BoardFaults;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.flash.FlashMemory;
import org.hilfarm.virtual.life.Board;
import org.hilfarm.virtual.life.Bootloaders;
import org.hilfarm.virtual.life.Life;
import org.hilfarm.virtual.life.Nothing;
import org.hilfarm.virtual.usb.UsbPlug;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual board: what it does from one reset to the next is its {@link Life}, of which it has
 * one at a time. Everything happens on its own thread, one thing after the other.
 */
final class VirtualBoard implements Board, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualBoard.class);

  /** From a reset until the chip runs code that shows itself on USB. */
  private static final Duration START = Duration.ofMillis(100);

  private static final long CLOSE_PATIENCE_SECONDS = 10;

  private final Slot slot;
  private final BoardParts parts;
  private final BoardTime time;
  private final Applications applications;
  private final ScheduledThreadPoolExecutor thread;
  private final UsbPlug usb;
  private final DebugWire debug;
  private volatile Retained retained;
  private volatile Life life = new Nothing();
  private final ConcurrentMap<Integer, Boolean> levels = new ConcurrentHashMap<>();
  private boolean powered;
  private boolean bootButton;

  VirtualBoard(
      Slot slot,
      BoardParts parts,
      BoardTime time,
      Applications applications,
      Plugs plugs,
      DebugWire debug) {
    this.slot = slot;
    this.parts = parts;
    this.time = time;
    this.applications = applications;
    this.thread = thread("virtual-board-" + slot.id());
    this.usb = plugs.plug(slot.port(), thread, parts.workshop());
    this.debug = debug;
    this.retained = parts.freshRetained();
  }

  /** Makes the plug of a board, which runs the host's doings on the board's thread. */
  @FunctionalInterface
  interface Plugs {
    UsbPlug plug(PortPath port, Executor board, Path workshop);
  }

  /** What a board does with what is in its flash; empty where nothing is that could start. */
  @FunctionalInterface
  interface Applications {
    Optional<Life> start(Board board, ResetCause cause);
  }

  private static ScheduledThreadPoolExecutor thread(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(null, task, name, 512 << 10);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }

  /** Power comes or goes. */
  void power(boolean on) {
    thread.execute(
        guarded(
            () -> {
              if (on && !powered) {
                powered = true;
                restart(ResetCause.POWER_ON);
              } else if (!on && powered) {
                powered = false;
                change(new Nothing());
                retained = parts.freshRetained();
              }
            }));
  }

  /** The USB data lines are closed or cut. */
  void data(boolean whole) {
    thread.execute(
        guarded(
            () -> {
              usb.connect(whole);
              life.dataLines(whole);
            }));
  }

  /** What it draws as long as it has power. Any thread may ask. */
  double microamps() {
    return life.microamps(parts.type().family());
  }

  /** The reset button is pressed and let go. */
  void reset() {
    thread.execute(
        guarded(
            () -> {
              if (powered && (bootButton || !life.resetLine())) {
                restart(ResetCause.RESET_LINE);
              }
            }));
  }

  /** The boot button is held or let go; whatever starts the chip looks at it. */
  void holdBootButton(boolean held) {
    thread.execute(guarded(() -> bootButton = held));
  }

  /** Something outside sets a pin's level. */
  void pin(int number, boolean level) {
    thread.execute(
        guarded(
            () -> {
              levels.put(number, level);
              life.pin(number, level);
            }));
  }

  @Override
  public void restart(ResetCause cause) {
    if (faults().strikes(FaultStage.RUNNING, FaultKind.WEDGE)) {
      become(new Nothing());
      return;
    }
    Optional<Life> application = bootButton ? Optional.empty() : applications.start(this, cause);
    if (application.isPresent()) {
      become(application.get());
    } else {
      Bootloaders.withoutApplication(this, cause);
    }
  }

  @Override
  public void become(Life next) {
    if (powered) {
      change(next);
      var unused = after(next, START, next::begin);
    }
  }

  private void change(Life next) {
    Life before = life;
    life = next;
    before.close();
    usb.hide();
  }

  @Override
  public void run(Life asking, Runnable task) {
    thread.execute(guarded(during(asking, task)));
  }

  @Override
  public Alarm after(Life asking, Duration boardTime, Runnable task) {
    return afterWall(asking, time.toWall(boardTime), task);
  }

  @Override
  public Alarm afterWall(Life asking, Duration wall, Runnable task) {
    Future<?> planned =
        thread.schedule(guarded(during(asking, task)), wall.toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      boolean unused = planned.cancel(false);
    };
  }

  private Runnable during(Life asking, Runnable task) {
    return () -> {
      if (life == asking) {
        task.run();
      }
    };
  }

  /** A mistake in a firmware or a drive's contents must not end the board's thread. */
  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("the virtual board in {} goes on after an error", slot.id(), e);
      }
    };
  }

  @Override
  public Slot slot() {
    return slot;
  }

  @Override
  public BoardType type() {
    return parts.type();
  }

  @Override
  public BoardTime time() {
    return time;
  }

  @Override
  public FlashMemory flash() {
    return parts.flash();
  }

  @Override
  public UsbPlug usb() {
    return usb;
  }

  @Override
  public void debug(byte[] bytes) {
    debug.say(bytes);
  }

  @Override
  public CircuitPyDrive drive() {
    return parts.drive();
  }

  @Override
  public Retained retained() {
    return retained;
  }

  @Override
  public BoardFaults faults() {
    return parts.faults();
  }

  @Override
  public Optional<Boolean> level(int pin) {
    return Optional.ofNullable(levels.get(pin));
  }

  @Override
  public Path nvm() {
    return parts.nvm();
  }

  /** Powers it off and ends its thread. */
  @Override
  public void close() throws IOException {
    power(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error(
            "the virtual board in {} did not end within {} s", slot.id(), CLOSE_PATIENCE_SECONDS);
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.shutdownNow();
    }
    debug.close();
    parts.close();
  }
}
