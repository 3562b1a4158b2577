package org.hilfarm.drivers.upstream;

/** What an upstream test's output says. */
public sealed interface Finding {
  /** It is what was expected. */
  record Right() implements Finding {}

  /**
   * It is not.
   *
   * @param what in one sentence
   * @param difference a few lines: {@code -} expected, {@code +} printed
   */
  record Wrong(String what, String difference) implements Finding {}

  /** The test did not want to run here, and why. */
  record Skipped(String reason) implements Finding {}
}
