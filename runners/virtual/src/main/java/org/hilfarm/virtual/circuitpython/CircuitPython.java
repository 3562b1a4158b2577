package org.hilfarm.virtual.circuitpython;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.Firmware;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.circuitpython.console.BoardStopped;
import org.hilfarm.virtual.circuitpython.console.Console;
import org.hilfarm.virtual.circuitpython.console.Inbox;
import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.port.Disk;
import org.hilfarm.virtual.circuitpython.port.Dog;
import org.hilfarm.virtual.circuitpython.port.SavedWord;
import org.hilfarm.virtual.circuitpython.port.Settings;
import org.hilfarm.virtual.circuitpython.vm.InterpreterLost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CircuitPython on a virtual chip, for one start of it. Supervisor, consoles and resets are made
 * after 10.2.0 and held to recorded bytes of it; Python itself is a MicroPython process with a
 * board's heap. One thread runs it, named after the board's serial number; the chip's threads only
 * leave word for it.
 */
public final class CircuitPython implements Firmware {
  private static final Logger LOG = LoggerFactory.getLogger(CircuitPython.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Chip chip;
  private final List<String> micropython;
  private final Path python;
  private final Inbox inbox;
  private final Console console;
  private final Thread thread;
  private final Crash crash;
  private @Nullable Machines machines;

  private CircuitPython(Chip chip, List<String> micropython, Path python) {
    this.chip = chip;
    this.micropython = micropython;
    this.python = python;
    this.inbox = new Inbox(chip.time());
    this.console = new Console(chip);
    this.crash = new Crash(chip, inbox);
    this.thread =
        Thread.ofPlatform().name("circuitpython " + chip.serial()).daemon().unstarted(this::run);
  }

  /**
   * Makes the firmware of any number of boards.
   *
   * @param workFolder where the board's Python modules are put; it must outlive the boards
   * @throws ToolMissingException if there is no MicroPython to run Python with
   */
  public static Firmware.Factory factory(Tools tools, Path workFolder) throws ToolMissingException {
    List<String> micropython = interpreter(tools);
    try {
      Path python = PythonFiles.copyTo(workFolder);
      return chip -> new CircuitPython(chip, micropython, python);
    } catch (IOException e) {
      throw new UncheckedIOException("copying the board's modules to " + workFolder, e);
    }
  }

  /**
   * The interpreter that boards run their Python with, and what comes before it: one in an endless
   * loop must not outlive a farm that was killed.
   */
  public static List<String> interpreter(Tools tools) throws ToolMissingException {
    String micropython = tools.find("micropython").toString();
    try {
      return List.of(tools.find("setpriv").toString(), "--pdeathsig", "KILL", "--", micropython);
    } catch (ToolMissingException e) {
      return List.of(micropython); // util-linux is older than 2.33
    }
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    long started = chip.time().nanos();
    try {
      Settings settings = Boot.settings(chip, inbox);
      inbox.autoreload(!settings.inSafeMode());
      Core core =
          new Core(chip, inbox, console, settings, new Disk(chip), new Dog(chip, inbox), started);
      run(core);
    } catch (BoardStopped e) {
      LOG.debug("{}: stopped", chip.serial());
    } catch (RuntimeException e) {
      LOG.error("{}: the firmware crashed", chip.serial(), e);
    }
  }

  private void run(Core core) {
    try (Machines own = own(core)) {
      Drive drive = new Drive(chip);
      Boot.files(core, own, drive);
      core.settings().booted();
      if (Boot.shows(core, drive)) {
        chip.attachUsb();
      }
      new Supervisor(core, own, drive).run();
    } catch (InterpreterLost e) {
      crash(core, e);
    }
  }

  private Machines own(Core core) {
    synchronized (inbox) {
      if (inbox.closed()) {
        throw new BoardStopped();
      }
      Machines own = new Machines(core, micropython, python);
      machines = own;
      return own;
    }
  }

  /** A crash of the virtual machine ends in safe mode; one in safe mode ends in a hang. */
  private void crash(Core core, InterpreterLost lost) {
    if (inbox.closed()) {
      return;
    }
    LOG.warn("{}: {}", chip.serial(), lost.getMessage(), lost);
    if (!core.settings().inSafeMode()) {
      new SavedWord(chip.retained()).safeMode(SafeModeReason.HARD_FAULT);
      chip.reset(ResetCause.SOFTWARE);
    }
  }

  @Override
  public void received(byte[] bytes) {
    crash.heard(bytes);
    inbox.received(bytes);
  }

  @Override
  public void consoleOpened() {
    console.greet();
    inbox.opened(true);
  }

  @Override
  public void consoleClosed() {
    inbox.opened(false);
  }

  @Override
  public void driveWritten() {
    if (inbox.atPrompt() && chip.trait("reload-at-prompt").filter("raises"::equals).isPresent()) {
      console.print("\nReloadException: \n");
    }
    inbox.driveWritten();
  }

  @Override
  public void pinMoved() {
    inbox.stir();
  }

  @Override
  public void touchedAt1200() {
    chip.resetToBootloader();
  }

  /** Ends the interpreter and the thread; when it returns, neither is left. */
  @Override
  public void close() {
    @Nullable Machines running;
    synchronized (inbox) {
      inbox.close();
      running = machines;
    }
    if (running != null) {
      running.close();
    }
    if (Thread.currentThread() != thread && thread.getState() != Thread.State.NEW) {
      join();
    }
  }

  private void join() {
    try {
      if (!thread.join(PATIENCE)) {
        LOG.error("{}: the firmware still runs {} s after its end", chip.serial(), PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
