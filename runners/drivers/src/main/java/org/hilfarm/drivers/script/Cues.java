package org.hilfarm.drivers.script;

import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.time.Deadline;

/**
 * Does a phase's acts in step with its script: the first when the script says that it is ready, and
 * each that waits for the script again when it says so again. What it says more often than the
 * header foresees is not heard. One thread.
 */
final class Cues {
  private final Phase phase;
  private final Hand hand;
  private final Deadline deadline;
  private int next;
  private int used;
  private Optional<Fault> fault = Optional.empty();

  Cues(Phase phase, Hand hand, Deadline deadline) {
    this.phase = phase;
    this.hand = hand;
    this.deadline = deadline;
  }

  /** Goes on as far as the script is ready. For a thread that cannot be told of an interrupt. */
  void follow(RecordStream records) {
    while (fault.isEmpty() && isReady(records) && next < phase.acts().size()) {
      used++;
      try {
        untilReady();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * A phase that the host ends with a reset is ready for it when it has said all. What is done
   * while USB is cut waits for that.
   */
  private boolean isReady(RecordStream records) {
    boolean leaves =
        phase.ends() == Ends.RESET && phase.usbDataCut().isZero() && records.ended().isPresent();
    return leaves || used < records.readies();
  }

  /** Does all that is left, ready or not: the board sleeps or stands at its prompt. */
  void finish() throws InterruptedException {
    while (fault.isEmpty() && next < phase.acts().size()) {
      untilReady();
    }
  }

  private void untilReady() throws InterruptedException {
    List<Act> acts = phase.acts();
    boolean waits = false;
    while (fault.isEmpty() && next < acts.size() && !waits) {
      Act act = acts.get(next++);
      waits = act instanceof Act.Ready;
      try {
        hand.does(act, deadline);
      } catch (SessionException e) {
        fault = Optional.of(e.fault());
      }
    }
  }

  /** What kept the host from an act. */
  Optional<Fault> fault() {
    return fault;
  }

  /** The same, or that a script which ended never was ready for some of them. */
  Optional<Fault> faultAtEnd(RecordStream records) {
    boolean left =
        phase.ends() == Ends.DONE && next < phase.acts().size() && records.ended().isPresent();
    return fault.or(
        () ->
            left && !records.skipped()
                ? Optional.of(
                    new Fault(
                        FaultKind.SCRIPT_BROKEN,
                        "phase %s ended before its script was ready for \"%s\": it must call hil.ready()"
                            .formatted(phase.run(), phase.acts().get(next).text())))
                : Optional.empty());
  }
}
