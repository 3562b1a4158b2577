package org.hilfarm.model.script;

/** The way a phase's code reaches the board's interpreter. */
public enum Via {
  /** Over the raw REPL. */
  REPL,
  /**
   * As {@code code.py} on the board's drive; CircuitPython demands it for deep sleep, and only
   * there is run_reason true.
   */
  CODE_PY,
  /**
   * As a file executed at the prompt for people, where the board stays afterwards: what happens to
   * an idle prompt can only be seen there.
   */
  PROMPT
}
