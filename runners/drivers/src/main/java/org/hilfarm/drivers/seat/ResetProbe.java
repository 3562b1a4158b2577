package org.hilfarm.drivers.seat;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.time.Deadline;

/**
 * Asks a board over its raw REPL why it started. The run reason cannot be asked there: entering the
 * raw REPL is itself a reload, so it always reads REPL_RELOAD.
 */
final class ResetProbe {
  private ResetProbe() {}

  /** What the firmware says, with when the device left the bus and came back. */
  static Witnesses ask(Bench bench, Attached attached, Optional<Instant> usbLeft, Deadline deadline)
      throws SessionException, InterruptedException {
    ResetQuestion question = ResetQuestion.to(bench.type().firmware());
    Execution answer = attached.raw(deadline).exec(question.source(), deadline);
    attached.used();
    Optional<ResetQuestion.Said> said = question.understood(answer.stdout());
    if (!(answer instanceof Execution.Ended) || said.isEmpty()) {
      throw new SessionException(
          FaultKind.NO_ANSWER,
          "%s was asked why it started and gave no answer that makes sense: %s"
              .formatted(bench.name(), Evidence.of(answer)));
    }
    return new Witnesses(
            said.get().reset(),
            said.get().safeMode(),
            Optional.empty(),
            Optional.empty(),
            usbLeft,
            Optional.of(attached.since()))
        .withBootOut(said.get().bootOut());
  }
}
