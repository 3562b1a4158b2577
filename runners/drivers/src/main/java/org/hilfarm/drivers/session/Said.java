package org.hilfarm.drivers.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Measure;

/**
 * What a script said over all its phases, sorted.
 *
 * @param checks in order
 * @param measures in order
 * @param skip why it did not want to run
 * @param raised the first exception that left a phase
 * @param unclean why the board must be power cycled
 */
record Said(
    List<Check> checks,
    List<Measure> measures,
    Optional<String> skip,
    Optional<String> raised,
    Optional<String> unclean) {

  static Said in(List<PhaseOutcome> outcomes) {
    List<Check> checks = new ArrayList<>();
    List<Measure> measures = new ArrayList<>();
    Optional<String> skip = Optional.empty();
    Optional<String> raised = Optional.empty();
    Optional<String> unclean = Optional.empty();
    for (PhaseOutcome outcome : outcomes) {
      for (BoardRecord record : outcome.records().records()) {
        switch (record) {
          case BoardRecord.Checked checked -> checks.add(checked.check());
          case BoardRecord.Measured measured -> measures.add(measured.measure());
          case BoardRecord.Skipping skipping -> skip = skip.or(() -> some(skipping.reason()));
          case BoardRecord.Raised r -> raised = raised.or(() -> some(r.type() + ": " + r.detail()));
          case BoardRecord.Unclean u -> unclean = unclean.or(() -> some(u.why()));
          case BoardRecord.Ready r -> {}
          case BoardRecord.Started s -> {}
          case BoardRecord.Booted b -> {}
          case BoardRecord.Ended e -> {}
        }
      }
      checks.addAll(outcome.saw().checks());
      measures.addAll(outcome.saw().measures());
    }
    return new Said(checks, measures, skip, raised, unclean);
  }

  private static Optional<String> some(String text) {
    return Optional.of(text);
  }
}
