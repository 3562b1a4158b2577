package org.hilfarm.virtual.circuitpython.vm;

/** Answers what the board's modules ask while a job runs; on the thread that runs it. */
@FunctionalInterface
public interface Questions {
  /**
   * The answer.
   *
   * @param question its words; "~" before them says that it is asked again
   */
  Answer answer(String question, Break breaks);
}
