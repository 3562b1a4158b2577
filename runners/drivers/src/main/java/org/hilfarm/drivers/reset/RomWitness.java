package org.hilfarm.drivers.reset;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.UartWords;
import org.hilfarm.model.reset.Witnesses;

/**
 * Weighs what a debug UART said against the other witnesses. It can only speak against a board: a
 * firmware can say on its UART what it likes, so nothing it says there makes a start right.
 */
final class RomWitness {
  private static final Pattern ROM_CODE =
      Pattern.compile("rst:(0x[0-9a-f]{1,2})(?: \\(([A-Z0-9_]{1,40})\\))?");

  private final RomCodes codes;

  RomWitness(RomCodes codes) {
    this.codes = codes;
  }

  /** The ROM says one thing, the firmware another. */
  Optional<String> againstReason(Witnesses seen) {
    return seen.resetReason()
        .flatMap(
            said ->
                code(seen)
                    .flatMap(codes::meaning)
                    .filter(m -> !m.reasons().contains(said))
                    .map(m -> disagree(seen, m, said)));
  }

  private String disagree(Witnesses seen, RomCodes.Meaning meaning, ResetReason said) {
    return "the chip's ROM says %s, which goes with reset reason %s, but the firmware says %s"
        .formatted(shown(seen), Words.of(meaning.reasons()), said);
  }

  /** The firmware's reason is the right one, but by the ROM another cause made the chip start. */
  Optional<String> againstStimulus(Stimulus stimulus, Witnesses seen) {
    Optional<Set<String>> right = codes.rightAfter(stimulus);
    return code(seen)
        .filter(code -> right.isPresent() && !right.get().contains(code))
        .flatMap(codes::meaning)
        .map(
            m ->
                "after %s the chip's ROM says %s, but it says %s; the firmware calls it %s all the same"
                    .formatted(
                        Words.of(stimulus),
                        String.join(" or ", right.orElseThrow()),
                        shown(seen),
                        seen.resetReason().map(Enum::name).orElse("nothing")));
  }

  /** A panic was printed, and the firmware knows nothing of it. */
  Optional<String> panicUntold(Stimulus stimulus, Witnesses seen) {
    boolean mayPanic = stimulus == Stimulus.WATCHDOG_UNFED || stimulus == Stimulus.FLASHED;
    boolean untold = seen.safeModeReason().filter(r -> r == SafeModeReason.NONE).isPresent();
    return mayPanic || !untold
        ? Optional.empty()
        : seen.uart()
            .flatMap(UartWords::panic)
            .map(
                p ->
                    "a panic was printed on the debug UART before this start (\"%s\"), but the firmware says reset reason %s and no safe mode"
                        .formatted(p, seen.resetReason().map(Enum::name).orElse("nothing")));
  }

  /** The chip started more often than it was made to. */
  static Optional<String> loop(Stimulus stimulus, Witnesses seen) {
    return seen.uart()
        .filter(u -> u.starts() > 1 && stimulus != Stimulus.FLASHED)
        .map(
            u ->
                "the chip's ROM started %d times where %s: it starts again and again (a boot loop)"
                    .formatted(
                        u.starts(),
                        stimulus == Stimulus.NONE
                            ? "nothing was done that resets it"
                            : "it should once, after " + Words.of(stimulus)));
  }

  /** All that was heard, as words that follow a sentence; empty where nothing was. */
  String heard(Witnesses seen) {
    StringBuilder words = new StringBuilder();
    code(seen)
        .flatMap(codes::meaning)
        .ifPresent(m -> words.append("; the ROM's %s is %s".formatted(shown(seen), m.whose())));
    seen.uart().ifPresent(u -> heard(u, words));
    return words.toString();
  }

  private static void heard(UartWords uart, StringBuilder words) {
    uart.savedPc().ifPresent(pc -> words.append("; the program was at ").append(pc));
    uart.panic().ifPresent(p -> words.append("; panic: ").append(p));
    if (!uart.frames().isEmpty()) {
      words.append("; backtrace: ").append(String.join(" < ", uart.frames()));
    }
  }

  private static Optional<String> code(Witnesses seen) {
    return seen.romLine().map(ROM_CODE::matcher).filter(Matcher::find).map(m -> m.group(1));
  }

  private static String shown(Witnesses seen) {
    return seen.romLine()
        .map(ROM_CODE::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .orElse("");
  }
}
