package org.hilfarm.virtual.circuitpython.console;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.hilfarm.virtual.board.BoardTime;
import org.jspecify.annotations.Nullable;

/**
 * All that reaches a running firmware from outside: console bytes, the port's opening, writes to
 * the drive, the end. The chip's threads put it in and never wait; the firmware's thread takes it
 * out. It is the one monitor of the firmware.
 */
public final class Inbox {
  /** More input than this that nobody reads is dropped, as an overrun UART drops it. */
  public static final int LIMIT = 256 * 1024;

  private static final int PACKET = 64;
  private static final byte CTRL_C = 3;
  private static final long NEVER = -1;
  private static final Duration LONG = Duration.ofDays(365);

  private final BoardTime time;
  private final ByteQueue bytes = new ByteQueue(LIMIT);
  private @Nullable Breakable running;
  private boolean open;
  private boolean closed;
  private boolean autoreload;
  private boolean suspended;
  private boolean atPrompt;
  private boolean raised;
  private long lastWrite = NEVER;

  public Inbox(BoardTime time) {
    this.time = time;
  }

  /**
   * Takes console bytes in, packet by packet: a Ctrl-C to running code drops everything received
   * with it (supervisor/shared/usb/usb_device.c, tud_cdc_rx_wanted_cb).
   */
  public synchronized void received(byte[] data) {
    for (int at = 0; at < data.length; at += PACKET) {
      packet(data, at, Math.min(data.length, at + PACKET));
    }
    notifyAll();
  }

  private void packet(byte[] data, int from, int to) {
    boolean ctrlC = false;
    for (int i = from; i < to; i++) {
      ctrlC |= data[i] == CTRL_C;
      bytes.add(data[i]);
    }
    @Nullable Breakable code = running;
    if (ctrlC && code != null) {
      bytes.clear();
      code.breakIn(Breakable.Cause.CTRL_C);
    }
  }

  public synchronized void opened(boolean nowOpen) {
    open = nowOpen;
    notifyAll();
  }

  /** Whether a program on the host listens. */
  public synchronized boolean open() {
    return open;
  }

  /** The host wrote to the drive: running code stops now, the reload follows when it is quiet. */
  public synchronized void driveWritten() {
    if (!autoreload || suspended) {
      return;
    }
    lastWrite = time.nanos();
    @Nullable Breakable code = running;
    if (code != null) {
      code.breakIn(Breakable.Cause.RELOAD);
    }
    notifyAll();
  }

  /** Something else moved that somebody may wait for. */
  public synchronized void stir() {
    notifyAll();
  }

  public synchronized void autoreload(boolean on) {
    autoreload = on;
  }

  public synchronized boolean autoreload() {
    return autoreload;
  }

  /** At the REPL writes do not reload. */
  public synchronized void suspendAutoreload(boolean on) {
    suspended = on;
  }

  public synchronized boolean reloadPending() {
    return lastWrite != NEVER;
  }

  public synchronized void forgetReload() {
    lastWrite = NEVER;
  }

  /** Whether the drive has been quiet this long after a write. */
  public synchronized boolean quietFor(Duration delay) {
    return lastWrite != NEVER && time.nanos() - lastWrite >= delay.toNanos();
  }

  /** Names the code that a Ctrl-C breaks into; null: none runs, it is an ordinary byte. */
  public synchronized void running(@Nullable Breakable code) {
    running = code;
  }

  /** Breaks into the code that runs, if any does. */
  public synchronized void breakIn(Breakable.Cause cause) {
    @Nullable Breakable code = running;
    if (code != null) {
      code.breakIn(cause);
    } else if (atPrompt) {
      raised = true;
      notifyAll();
    }
  }

  /** Whether the firmware waits for a line of somebody at its prompt. */
  public synchronized boolean atPrompt() {
    return atPrompt;
  }

  public synchronized void atPrompt(boolean waits) {
    atPrompt = waits;
    raised = false;
  }

  /** The next byte at the prompt; -1: something was raised there instead. */
  public synchronized int readAtPrompt() {
    while (!await(LONG, () -> raised || bytes.size() > 0)) {
      checkRunning();
    }
    if (raised) {
      raised = false;
      return -1;
    }
    return bytes.take();
  }

  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  public synchronized boolean closed() {
    return closed;
  }

  public synchronized int available() {
    return bytes.size();
  }

  /** The next byte; waits for it as long as the chip runs. */
  public synchronized int read() {
    while (!await(LONG, () -> bytes.size() > 0)) {
      checkRunning();
    }
    return bytes.take();
  }

  /** Waits until something holds or this much board time has passed; whether it holds. */
  public synchronized boolean await(Duration atMost, BooleanSupplier holds) {
    long due = time.nanos() + atMost.toNanos();
    checkRunning();
    while (!holds.getAsBoolean()) {
      long left = due - time.nanos();
      if (left <= 0) {
        return false;
      }
      try {
        wait(wallMillis(left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BoardStopped();
      }
      checkRunning();
    }
    return true;
  }

  private long wallMillis(long boardNanos) {
    return Math.max(1, (time.toWall(Duration.ofNanos(boardNanos)).toNanos() + 999_999) / 1_000_000);
  }

  private void checkRunning() {
    if (closed) {
      throw new BoardStopped();
    }
  }
}
