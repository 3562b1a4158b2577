package org.hilfarm.server.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.verdict.Known;

/** The failures that were known when a run was submitted, whatever is known now. */
final class KnownThen {
  private KnownThen() {}

  static Known of(Tx tx, RunRow run) {
    LocalDate day = LocalDate.ofInstant(run.submitted(), ZoneOffset.UTC);
    return new Known(RunStore.inputs(tx, run).known().orElse(List.of()), day);
  }
}
