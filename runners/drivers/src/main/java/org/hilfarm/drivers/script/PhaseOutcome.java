package org.hilfarm.drivers.script;

import java.util.Optional;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.model.report.Fault;

/**
 * How one phase went.
 *
 * @param records what it said
 * @param fault what kept it from its proper end; the records may still hold more evidence
 * @param saw what the host saw of it
 */
record PhaseOutcome(RecordStream records, Optional<Fault> fault, HostSaw saw) {
  PhaseOutcome(RecordStream records, Optional<Fault> fault) {
    this(records, fault, new HostSaw());
  }

  static PhaseOutcome ended(RecordStream records) {
    return new PhaseOutcome(records, Optional.empty());
  }

  static PhaseOutcome failed(RecordStream records, Fault fault) {
    return new PhaseOutcome(records, Optional.of(fault));
  }

  /** The same with what the host saw. */
  PhaseOutcome with(HostSaw also) {
    return new PhaseOutcome(records, fault, also);
  }

  /** The same, where nothing else went wrong, with this fault. */
  PhaseOutcome or(Optional<Fault> other) {
    return new PhaseOutcome(records, fault.or(() -> other), saw);
  }
}
