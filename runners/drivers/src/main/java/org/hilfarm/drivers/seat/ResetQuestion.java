package org.hilfarm.drivers.seat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.drivers.record.RecordText;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.SafeModeReason;

/**
 * Why a board started, as its firmware can be asked over the raw REPL.
 *
 * @param source the question
 * @param answer what makes sense as an answer: the reset reason, and the safe mode's
 */
record ResetQuestion(String source, Pattern answer) {
  /** A board writes 512 bytes and a note that it was cut (main.c, run_boot_py). */
  private static final int LONGEST_FILE = 700;

  private static final ResetQuestion CIRCUITPYTHON =
      new ResetQuestion(
          """
          import microcontroller, supervisor
          try:
              safe = supervisor.runtime.safe_mode_reason
          except (AttributeError, NotImplementedError):
              safe = None
          print(microcontroller.cpu.reset_reason, safe)
          try:
              with open('/boot_out.txt') as f:
                  print(f.read(600))
          except (OSError, UnicodeError) as e:
              print('boot_out.txt:', e)
          """,
          Pattern.compile(
              "microcontroller\\.ResetReason\\.([A-Z_]{1,30})"
                  + " (?:None|supervisor\\.SafeModeReason\\.([A-Z_]{1,40}))\\s*"));

  /** Which of these a port has differs: the RP2040's knows PWRON and WDT (ports/rp2). */
  private static final ResetQuestion MICROPYTHON =
      new ResetQuestion(
          """
          import machine
          cause = machine.reset_cause()
          name = 'UNKNOWN'
          for n in ('PWRON', 'HARD', 'WDT', 'DEEPSLEEP', 'SOFT'):
              if getattr(machine, n + '_RESET', None) == cause:
                  name = n
          print('cause', name, cause)
          """,
          Pattern.compile("cause ([A-Z]{1,20}) -?\\d{1,9}()\\s*"));

  static ResetQuestion to(Firmware firmware) {
    return switch (firmware) {
      case CIRCUITPYTHON -> CIRCUITPYTHON;
      case MICROPYTHON -> MICROPYTHON;
    };
  }

  /** What the board said; empty where that makes no sense. */
  Optional<Said> understood(String text) {
    int end = text.indexOf('\n');
    Matcher m = answer.matcher(end < 0 ? text : text.substring(0, end + 1));
    return m.matches()
        ? Optional.of(
            new Said(
                reason(m.group(1)),
                Optional.ofNullable(m.group(2))
                    .flatMap(name -> RecordText.member(SafeModeReason.class, name)),
                lines(end < 0 ? "" : text.substring(end + 1))))
        : Optional.empty();
  }

  /** Bounded and harmless, one line after the other. */
  private static Optional<String> lines(String text) {
    String clean =
        text.substring(0, Math.min(text.length(), LONGEST_FILE))
            .lines()
            .map(line -> RecordText.printable(line.stripTrailing()))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }

  private static Optional<ResetReason> reason(String name) {
    return switch (name) {
      case "PWRON" -> Optional.of(ResetReason.POWER_ON);
      case "HARD" -> Optional.of(ResetReason.RESET_PIN);
      case "WDT" -> Optional.of(ResetReason.WATCHDOG);
      case "DEEPSLEEP" -> Optional.of(ResetReason.DEEP_SLEEP_ALARM);
      case "SOFT" -> Optional.of(ResetReason.SOFTWARE);
      default -> RecordText.member(ResetReason.class, name);
    };
  }

  /** The answer; MicroPython has neither safe mode nor {@code boot_out.txt}. */
  record Said(
      Optional<ResetReason> reset, Optional<SafeModeReason> safeMode, Optional<String> bootOut) {}
}
