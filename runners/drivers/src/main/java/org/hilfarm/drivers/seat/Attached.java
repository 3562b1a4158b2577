package org.hilfarm.drivers.seat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.console.RawRepl;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * The open console of a board between two of its resets. One thread uses it.
 *
 * <p>It knows whether the interpreter is a new one: each phase gets one to itself.
 */
public final class Attached implements AutoCloseable {
  private static final Duration ENTERS_WITHIN = Duration.ofSeconds(8);

  private final Bench bench;
  private final UsbDevice device;
  private final Instant since;
  private final Console console;
  private Optional<RawRepl> raw = Optional.empty();
  private boolean fresh;

  private Attached(Bench bench, UsbDevice device, Console console) {
    this.bench = bench;
    this.device = device;
    this.since = bench.clock().instant();
    this.console = console;
  }

  /**
   * Waits for the board's application and opens its console.
   *
   * @param before what was there before; it must have enumerated anew. Empty: any will do.
   */
  public static Attached to(
      Bench bench, Transcript transcript, Optional<UsbDevice> before, Deadline deadline)
      throws SessionException, InterruptedException {
    UsbDevice device = new Presence(bench).awaitApplication(before, deadline);
    try {
      SerialLink link = SerialLink.open(device.ttys().getFirst());
      return new Attached(bench, device, new Console(link, transcript));
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.DISCONNECTED, "%s: %s".formatted(bench.name(), Evidence.of(e)), e);
    }
  }

  public UsbDevice device() {
    return device;
  }

  /** When the port was there and open. */
  Instant since() {
    return since;
  }

  public Console console() {
    return console;
  }

  /** The raw REPL, entered if need be, with whatever interpreter there is. */
  public RawRepl raw(Deadline outer) throws SessionException, InterruptedException {
    if (raw.isPresent()) {
      return raw.get();
    }
    try {
      RawRepl entered = RawRepl.enter(console, bench.patience(ENTERS_WITHIN, outer));
      raw = Optional.of(entered);
      fresh = Phrases.entryIsNew(bench.type().firmware());
      return entered;
    } catch (IOException e) {
      throw silent(e);
    }
  }

  /**
   * The raw REPL with an interpreter nothing has run in.
   *
   * @param busy the time of the board's restart is the board's
   */
  public RawRepl newInterpreter(BusyTime busy, Deadline outer)
      throws SessionException, InterruptedException {
    RawRepl repl = raw(outer);
    if (!fresh) {
      busy.seen();
      try {
        repl.reload(bench.patience(ENTERS_WITHIN, outer));
      } catch (IOException e) {
        throw silent(e);
      }
      busy.seen();
      busy.pause();
    }
    fresh = false;
    return repl;
  }

  /** Leaves the raw REPL and runs code.py. */
  public void runCodePy(Deadline outer) throws SessionException, InterruptedException {
    Deadline deadline = bench.patience(ENTERS_WITHIN, outer);
    RawRepl repl = raw(outer);
    try {
      repl.leave(deadline);
      left();
      console.send("\u0004", deadline);
    } catch (IOException e) {
      throw silent(e);
    }
  }

  /** Leaves the raw REPL for the prompt for people, in an interpreter of its own. */
  public Console friendly(Deadline deadline) throws SessionException, InterruptedException {
    RawRepl repl = raw(deadline);
    try {
      repl.leave(deadline);
      left();
      return console;
    } catch (IOException e) {
      throw silent(e);
    }
  }

  /** The board is in the raw REPL no longer, or nobody knows. */
  public void left() {
    raw = Optional.empty();
  }

  /** The interpreter has been used. */
  public void used() {
    fresh = false;
  }

  private SessionException silent(IOException e) {
    return new SessionException(
        FaultKind.NO_ANSWER,
        "%s does not come to its raw REPL: %s".formatted(bench.name(), Evidence.of(e)),
        e);
  }

  @Override
  public void close() {
    console.close();
  }
}
