package org.hilfarm.virtual.circuitpython.vm;

/** Takes what a job writes; on the thread that runs it. */
public interface Sink {
  void output(byte[] bytes, int from, int to);

  /** The job is about to begin; from now on a Ctrl-C breaks into it. */
  default void begins() {}

  /** What follows is a traceback. */
  default void errorFollows() {}
}
