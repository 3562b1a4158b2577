package org.hilfarm.virtual.circuitpython;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.circuitpython.console.BoardStopped;
import org.hilfarm.virtual.circuitpython.console.Inbox;
import org.hilfarm.virtual.circuitpython.port.SavedWord;
import org.jspecify.annotations.Nullable;

/**
 * The crashes a demonstration firmware asks for, at a text that comes to its console: {@code
 * int-wdt-at} for the interrupt watchdog, {@code panic-at} for a hard fault. And {@code boot-loop}:
 * so often it does not survive a boot.py (circuitpython issue 5305). Called on the chip's thread.
 */
final class Crash {
  /** As long as a trait's text can be. */
  private static final int LONGEST = 40;

  private static final String LOOPS = "circuitpython.boot-loops";

  /** The code has begun to run by then. */
  private static final Duration LATER = Duration.ofMillis(300);

  private final Chip chip;
  private final Inbox inbox;
  private final Optional<String> interrupts;
  private final Optional<String> faults;
  private String heard = "";

  Crash(Chip chip, Inbox inbox) {
    this.chip = chip;
    this.inbox = inbox;
    this.interrupts = chip.trait("int-wdt-at").filter(at -> chip.type().family() == Family.ESP32S2);
    this.faults = chip.trait("panic-at");
  }

  /** The console got this; texts may come in pieces. */
  void heard(byte[] bytes) {
    if (interrupts.isEmpty() && faults.isEmpty()) {
      return;
    }
    String all = heard + new String(bytes, StandardCharsets.ISO_8859_1);
    if (interrupts.filter(all::contains).isPresent()) {
      later(ResetCause.INTERRUPT_WATCHDOG, "");
      all = "";
    } else if (faults.filter(all::contains).isPresent()) {
      new SavedWord(chip.retained()).safeMode(SafeModeReason.HARD_FAULT);
      later(ResetCause.SOFTWARE, chip.type().family() == Family.ESP32S2 ? PanicText.LOAD : "");
      all = "";
    }
    heard = all.substring(Math.max(0, all.length() - LONGEST));
  }

  private void later(ResetCause cause, String lastWords) {
    var unused =
        Thread.ofVirtual()
            .name("crash of " + chip.serial())
            .start(
                () -> {
                  try {
                    inbox.await(LATER, () -> false);
                    chip.debug(lastWords.getBytes(StandardCharsets.US_ASCII));
                    chip.reset(cause);
                  } catch (BoardStopped e) {
                    // Something else ended this life first.
                  }
                });
  }

  /** A firmware that loops is one of 7.0.0's betas: the interrupt watchdog led to no safe mode. */
  static boolean knowsNoSafeMode(Chip chip) {
    return chip.trait("boot-loop").isPresent();
  }

  /** A firmware that does not survive a boot.py, so often in a row after each loss of power. */
  static void loopWithBootPy(Chip chip) {
    int times =
        chip.trait("boot-loop").filter(t -> t.matches("\\d{1,4}")).map(Integer::parseInt).orElse(0);
    @Nullable Integer done = chip.retained().words().get(LOOPS);
    if ((done == null ? 0 : done) < times) {
      chip.retained().words().merge(LOOPS, 1, Integer::sum);
      chip.reset(ResetCause.INTERRUPT_WATCHDOG);
    }
  }
}
