package org.hilfarm.model.report;

/** How one script ended on one board. Only {@link Passed} counts as a pass. */
public sealed interface Outcome {
  /** Every phase ended as it had to, every check held, no record is missing. */
  record Passed() implements Outcome {}

  /** Something did not hold; the fault says what and who must act. */
  record Failed(Fault fault) implements Outcome {}

  /** The script chose not to run; on a required pair that is never green. */
  record Skipped(String reason) implements Outcome {}

  /** It never started; the fault says why. */
  record NotRun(Fault fault) implements Outcome {}
}
