package org.hilfarm.drivers.reset;

import java.util.Optional;
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
  private final Family family;
  private final Firmware firmware;
  private final Optional<Version> version;
  private final Expectations expectations;
  private final RomWitness rom;
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
    this.rom = new RomWitness(expectations.romCodes());
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
    if (stimulus == Stimulus.FOUND) {
      return new Ruling(
          Judgement.EXPECTED,
          "so the board was found before this job's image was written, with %s; it is held against nobody here, and the reset into the bootloader ends it"
              .formatted(words(seen)));
    }
    Ruling ruling = ruling(stimulus, usbPresent, seen);
    return new Ruling(ruling.judgement(), ruling.why() + rom.heard(seen));
  }

  private Ruling ruling(Stimulus stimulus, boolean usbPresent, Witnesses seen) {
    Optional<String> contradiction = contradiction(seen);
    if (contradiction.isPresent()) {
      return new Ruling(Judgement.CONTRADICTION, contradiction.get() + caveat);
    }
    Optional<String> loop = RomWitness.loop(stimulus, seen);
    if (loop.isPresent()) {
      return new Ruling(
          Judgement.UNEXPECTED, loop.get() + "; the board says %s".formatted(words(seen)));
    }
    Optional<Expectation> row = expectations.row(version, stimulus, usbPresent);
    if (row.isEmpty()) {
      return new Ruling(
          Judgement.UNEXPECTED,
          "the board started by itself and says %s; nothing was done that resets it"
              .formatted(words(seen)));
    }
    Ruling compared = compare(row.get(), seen);
    return compared.judgement() == Judgement.EXPECTED
        ? overheard(stimulus, seen, compared)
        : compared;
  }

  /** What only the debug UART knows of a start that is right by all the board says. */
  private Ruling overheard(Stimulus stimulus, Witnesses seen, Ruling right) {
    return rom.againstStimulus(stimulus, seen)
        .or(() -> rom.panicUntold(stimulus, seen))
        .map(why -> new Ruling(Judgement.CONTRADICTION, why + caveat))
        .orElse(right);
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
    return rom.againstReason(seen).or(() -> safeModeAgainstReason(seen)).or(() -> runReason(seen));
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
