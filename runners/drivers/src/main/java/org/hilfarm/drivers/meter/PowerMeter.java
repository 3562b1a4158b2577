package org.hilfarm.drivers.meter;

import java.io.IOException;
import org.hilfarm.time.Deadline;

/**
 * Measures the current a board draws. It keeps its own time, the wall's, and knows nothing of a
 * board's clock. One thread uses it; any may close it. Everything throws {@link MeterException}, or
 * another {@link IOException}, that names the meter, where it does not do as it is told.
 */
public interface PowerMeter extends AutoCloseable {
  /** Lets current through to the board, or none; not while it measures. */
  void output(boolean on, Deadline deadline) throws IOException, InterruptedException;

  /** Begins to measure; what was measured before is forgotten. */
  void start(Deadline deadline) throws IOException;

  /**
   * Ends the measurement.
   *
   * @return what was drawn since {@link #start}
   */
  CurrentTrace stop(Deadline deadline) throws IOException, InterruptedException;

  /** Where it is, for messages. */
  String where();

  /** Lets go of it; its output stays as it is. Never fails. */
  @Override
  void close();
}
