package org.hilfarm.virtual.circuitpython;

import java.nio.file.Path;
import java.util.List;
import org.hilfarm.virtual.circuitpython.console.BoardStopped;
import org.hilfarm.virtual.circuitpython.port.Config;
import org.hilfarm.virtual.circuitpython.port.Core;
import org.hilfarm.virtual.circuitpython.port.Port;
import org.hilfarm.virtual.circuitpython.vm.Interpreter;
import org.jspecify.annotations.Nullable;

/** Starts virtual machines one after the other, and ends the one that runs when the chip stops. */
final class Machines implements AutoCloseable {
  private final Core core;
  private final List<String> micropython;
  private final Path python;
  private @Nullable Interpreter current;
  private boolean closed;

  Machines(Core core, List<String> micropython, Path python) {
    this.core = core;
    this.micropython = micropython;
    this.python = python;
  }

  /** Starts one; the caller hands it to {@link #end} when its code is over. */
  Interpreter start() {
    Interpreter started = launch();
    started.awaitReady();
    return started;
  }

  private synchronized Interpreter launch() {
    if (closed) {
      throw new BoardStopped();
    }
    int leak = core.chip().trait("reload-leak").map(Machines::bytes).orElse(0);
    int heap = Heap.left(core.chip().type().family(), core.settings().countStart(), leak);
    Interpreter started =
        Interpreter.start(
            micropython,
            python,
            heap,
            new Config(core, python).text(heap),
            core.inbox(),
            new Port(core));
    current = started;
    return started;
  }

  private static int bytes(String trait) {
    return trait.matches("\\d{1,6}") ? Integer.parseInt(trait) : 0;
  }

  /** Ends it: pins, watchdog and names are gone, files are on the drive. */
  void end(Interpreter machine) {
    end(machine, false);
  }

  /**
   * The same.
   *
   * @param died whether an exception ended its code, other than Ctrl-C and a reload
   */
  void end(Interpreter machine, boolean died) {
    machine.close();
    if (!died || !core.dog().outlivesDeath()) {
      core.dog().close();
    }
    core.disk().flush();
    core.settings().wokenBy("");
  }

  /** From any thread: the process is gone when this returns. */
  @Override
  public synchronized void close() {
    closed = true;
    @Nullable Interpreter last = current;
    if (last != null) {
      last.close();
    }
  }
}
