package org.hilfarm.drivers.session;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.time.Deadline;

/**
 * Asks a board over its raw REPL why it started. The run reason cannot be asked there: entering the
 * raw REPL is itself a reload, so it always reads REPL_RELOAD.
 */
final class ResetProbe {
  private static final String QUESTION =
      """
      import microcontroller, supervisor
      try:
          safe = supervisor.runtime.safe_mode_reason
      except (AttributeError, NotImplementedError):
          safe = None
      print(microcontroller.cpu.reset_reason, safe)
      """;

  private static final Pattern ANSWER =
      Pattern.compile(
          "microcontroller\\.ResetReason\\.([A-Z_]{1,30})"
              + " (?:None|supervisor\\.SafeModeReason\\.([A-Z_]{1,40}))\\s*");

  private ResetProbe() {}

  /** What the firmware says, with when the device left the bus and came back. */
  static Witnesses ask(Bench bench, Attached attached, Optional<Instant> usbLeft, Deadline deadline)
      throws SessionException, InterruptedException {
    Execution answer = attached.raw(deadline).exec(QUESTION, deadline);
    attached.used();
    Matcher m = ANSWER.matcher(answer.stdout());
    if (!(answer instanceof Execution.Ended) || !m.matches()) {
      throw new SessionException(
          FaultKind.NO_ANSWER,
          "%s was asked why it started and gave no answer that makes sense: %s"
              .formatted(bench.name(), Evidence.of(answer)));
    }
    return new Witnesses(
        RecordText.member(ResetReason.class, m.group(1)),
        Optional.ofNullable(m.group(2))
            .flatMap(name -> RecordText.member(SafeModeReason.class, name)),
        Optional.empty(),
        Optional.empty(),
        usbLeft,
        Optional.of(attached.since()));
  }
}
