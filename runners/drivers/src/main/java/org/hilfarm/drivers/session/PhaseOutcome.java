package org.hilfarm.drivers.session;

import java.util.Optional;
import org.hilfarm.model.report.Fault;

/**
 * How one phase went.
 *
 * @param records what it said
 * @param fault what kept it from its proper end; the records may still hold more evidence
 */
record PhaseOutcome(RecordStream records, Optional<Fault> fault) {
  static PhaseOutcome ended(RecordStream records) {
    return new PhaseOutcome(records, Optional.empty());
  }

  static PhaseOutcome failed(RecordStream records, Fault fault) {
    return new PhaseOutcome(records, Optional.of(fault));
  }
}
