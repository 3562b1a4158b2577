package org.hilfarm.drivers.reset;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.RunReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.Witnesses;

/**
 * Knows what each family reports after each way to start, and judges what the witnesses say. Pure;
 * any thread may use it.
 *
 * <p>Sources: CircuitPython {@code ports/<port>/common-hal/microcontroller/Processor.c} and {@code
 * supervisor/port.c}; each row of the tables names its own.
 */
public final class ResetOracle {
  private static final Pattern ROM_CODE = Pattern.compile("rst:(0x[0-9a-f]{1,2})\\b");

  private final Family family;
  private final Firmware firmware;
  private final Optional<Version> version;
  private final Expectations expectations;
  private final String caveat;

  /** An oracle for a family's CircuitPython. */
  public ResetOracle(Family family, String version) {
    this(family, Firmware.CIRCUITPYTHON, version);
  }

  /**
   * An oracle for a family's firmware.
   *
   * @param version as the firmware's banner gives it; an unknown one is judged by the newest rows,
   *     and every judgement says so
   */
  public ResetOracle(Family family, Firmware firmware, String version) {
    this.family = family;
    this.firmware = firmware;
    this.expectations = Expectations.of(family, firmware);
    Optional<Version> number = Version.in(version);
    boolean known = number.filter(expectations::knows).isPresent();
    this.version = known ? number : Optional.empty();
    this.caveat =
        known
            ? ""
            : " (judged by the rules of %s: \"%s\" is not a release these rules were read from)"
                .formatted(expectations.newestKnown(), version);
  }

  /**
   * Judges one start.
   *
   * @param stimulus what was done to the board
   * @param usbPresent whether it had USB when it started
   * @param seen what each source says; a source that is empty is not held against the board
   */
  public Ruling judge(Stimulus stimulus, boolean usbPresent, Witnesses seen) {
    Optional<String> contradiction = contradiction(seen);
    if (contradiction.isPresent()) {
      return new Ruling(Judgement.CONTRADICTION, contradiction.get() + caveat);
    }
    Optional<Expectation> row = expectations.row(version, stimulus, usbPresent);
    if (row.isEmpty()) {
      return new Ruling(
          Judgement.UNEXPECTED,
          "the board started by itself and says %s; nothing was done that resets it"
              .formatted(words(seen)));
    }
    return compare(row.get(), seen);
  }

  private Ruling compare(Expectation row, Witnesses seen) {
    boolean right =
        (seen.resetReason().isPresent() || seen.safeModeReason().isPresent())
            && seen.resetReason().map(row.reasons()::contains).orElse(true)
            && seen.safeModeReason().map(row.safeModes()::contains).orElse(true);
    String why =
        "after %s %s reports reset reason %s and safe mode %s; the board says %s%s [%s]"
            .formatted(
                Words.of(row.stimulus(), firmware),
                Words.of(family, firmware),
                Words.of(row.reasons()),
                Words.of(row.safeModes()),
                words(seen),
                caveat,
                row.source());
    return new Ruling(right ? Judgement.EXPECTED : Judgement.UNEXPECTED, why);
  }

  /** Two witnesses that cannot both be right. */
  private Optional<String> contradiction(Witnesses seen) {
    return romAgainstReason(seen).or(() -> safeModeAgainstReason(seen)).or(() -> runReason(seen));
  }

  private Optional<String> romAgainstReason(Witnesses seen) {
    if (seen.romLine().isEmpty() || seen.resetReason().isEmpty()) {
      return Optional.empty();
    }
    Matcher m = ROM_CODE.matcher(seen.romLine().get());
    ResetReason said = seen.resetReason().get();
    return m.find()
        ? expectations
            .romCode(m.group(1))
            .filter(reasons -> !reasons.contains(said))
            .map(
                reasons ->
                    "the chip's ROM says %s, which goes with reset reason %s, but the firmware says %s"
                        .formatted(m.group(1), Words.of(reasons), said))
        : Optional.empty();
  }

  private static Optional<String> safeModeAgainstReason(Witnesses seen) {
    if (seen.safeModeReason().isEmpty() || seen.resetReason().isEmpty()) {
      return Optional.empty();
    }
    ResetReason reason = seen.resetReason().get();
    boolean impossible =
        seen.safeModeReason().get() == SafeModeReason.WATCHDOG && reason != ResetReason.WATCHDOG;
    return impossible
        ? Optional.of("safe mode says WATCHDOG, but the reset reason is " + reason)
        : Optional.empty();
  }

  private static Optional<String> runReason(Witnesses seen) {
    return seen.runReason()
        .filter(r -> r != RunReason.STARTUP)
        .map(r -> "the chip was reset, but code.py was told the run reason " + r);
  }

  private static String words(Witnesses seen) {
    return "reset reason %s and safe mode %s"
        .formatted(
            seen.resetReason().map(Enum::name).orElse("(not asked)"),
            seen.safeModeReason().map(Enum::name).orElse("(not asked)"));
  }
}
