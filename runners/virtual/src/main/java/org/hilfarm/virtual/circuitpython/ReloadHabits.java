package org.hilfarm.virtual.circuitpython;

import java.time.Duration;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.circuitpython.console.BoardStopped;
import org.hilfarm.virtual.circuitpython.port.Core;

/** How a save reloads: as it should, or as it once did not (docs/symptoms.md). */
enum ReloadHabits {
  GOOD,
  /** The message that code was stopped comes twice. */
  STOPS_TWICE,
  /** It does not wait for the end of the save, whose rest then stops the code once more. */
  HURRIES;

  private static final Duration REST_OF_SAVE = Duration.ofMillis(500);

  /** What the image asks for. */
  static ReloadHabits of(Chip chip) {
    return switch (chip.trait("reload").orElse("")) {
      case "stops-twice" -> STOPS_TWICE;
      case "hurries" -> HURRIES;
      default -> GOOD;
    };
  }

  int stopMessages() {
    return this == STOPS_TWICE ? 2 : 1;
  }

  Duration delay(Duration right) {
    return this == HURRIES ? Duration.ZERO : right;
  }

  /** The code that starts anew has its interpreter. */
  void reloading(Core core) {
    if (this == HURRIES) {
      var unused =
          Thread.ofVirtual()
              .name("rest of a save " + core.chip().serial())
              .start(
                  () -> {
                    try {
                      core.inbox().await(REST_OF_SAVE, () -> false);
                      core.inbox().driveWritten();
                    } catch (BoardStopped e) {
                      // The board is gone before the save was over.
                    }
                  });
    }
  }
}
