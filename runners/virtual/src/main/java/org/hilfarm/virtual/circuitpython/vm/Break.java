package org.hilfarm.virtual.circuitpython.vm;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.virtual.circuitpython.console.Breakable;
import org.hilfarm.virtual.circuitpython.console.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * Breaking into one job. A job that waits for the board is told in the answer, and so is one that
 * asks the board something soon; one that only computes gets a signal, which may hit a garbage
 * collection ({@link Interpreter}) and is the last resort. A signal may cross a question on its
 * way, so the first question after one is to be asked again. The inbox is its monitor.
 */
public final class Break implements Breakable {
  private static final long SIGNAL_NANOS = 1_000_000_000L;
  private static final long APART_NANOS = 50_000_000L;
  private static final long ASKS_WITHIN_MILLIS = 20;

  private final Inbox inbox;
  private final Consumer<Break> signal;
  private @Nullable Cause cause;
  private @Nullable Cause wake;
  private @Nullable Cause untold;
  private boolean started;
  private boolean waiting;
  private boolean signalled;
  private long signalledAt;

  Break(Inbox inbox, Consumer<Break> signal) {
    this.inbox = inbox;
    this.signal = signal;
  }

  @Override
  public void breakIn(Cause why) {
    synchronized (inbox) {
      cause = why;
      if (waiting) {
        wake = why;
        inbox.notifyAll();
      } else if (started && (!signalled || System.nanoTime() - signalledAt > APART_NANOS)) {
        // Two signals at once would end the interpreter.
        boolean first = untold == null;
        untold = why;
        if (first) {
          signal.accept(this);
        }
      }
    }
  }

  /** What a question is answered where something breaks in; empty: what it asks for. */
  Optional<Answer> told() {
    synchronized (inbox) {
      Optional<Answer> told = Optional.ofNullable(untold).map(Break::answer);
      untold = null;
      inbox.notifyAll();
      return told;
    }
  }

  /** The job has ended: nothing breaks into it any more. */
  void over() {
    synchronized (inbox) {
      started = false;
      untold = null;
      inbox.notifyAll();
    }
  }

  /** Waits a moment for a question; whether there was none, so that only a signal gets through. */
  boolean needsSignal() throws InterruptedException {
    synchronized (inbox) {
      long end = System.nanoTime() + ASKS_WITHIN_MILLIS * 1_000_000;
      for (long left = ASKS_WITHIN_MILLIS; untold != null && left > 0; ) {
        inbox.wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
      if (untold == null) {
        return false;
      }
      untold = null;
      signalled = true;
      signalledAt = System.nanoTime();
      return true;
    }
  }

  /** The code itself runs now; a signal before that would hit the loop around it. */
  void started() {
    synchronized (inbox) {
      started = true;
      @Nullable Cause early = cause;
      if (early != null) {
        breakIn(early);
      }
    }
  }

  /** Waits until something holds or board time has passed; answers OK unless broken into. */
  public Answer await(boolean again, Duration atMost, BooleanSupplier holds) {
    synchronized (inbox) {
      if (cause == Cause.RELOAD) {
        return new Answer('R', "");
      }
      if (!again && signalled && System.nanoTime() - signalledAt < SIGNAL_NANOS) {
        return Answer.AGAIN;
      }
      waiting = true;
      wake = null;
      try {
        inbox.await(atMost, () -> wake != null || holds.getAsBoolean());
        return answer(wake);
      } finally {
        waiting = false;
      }
    }
  }

  private static Answer answer(@Nullable Cause wake) {
    if (wake == null) {
      return Answer.OK;
    }
    return switch (wake) {
      case CTRL_C -> new Answer('I', "");
      case RELOAD -> new Answer('R', "");
      case WATCHDOG -> new Answer('W', "");
    };
  }

  /** Whether the interpreter was sent a signal for this job. */
  boolean signalled() {
    synchronized (inbox) {
      return signalled;
    }
  }

  /** What the last signal meant. */
  public Answer why() {
    synchronized (inbox) {
      @Nullable Cause last = cause;
      if (last == null) {
        return Answer.of("ctrl-c");
      }
      return switch (last) {
        case CTRL_C -> Answer.of("ctrl-c");
        case RELOAD -> Answer.of("reload");
        case WATCHDOG -> Answer.of("watchdog");
      };
    }
  }
}
