package org.hilfarm.server.again;

import org.hilfarm.wire.runapi.Accepted;

/** What came of the wish to test again what did not pass. */
public sealed interface Asked {
  /** There is a new run. */
  record Made(Accepted run) implements Asked {}

  /** There is nothing to test, or not now. */
  record Idle(String why) implements Asked {}

  /** There is no such run. */
  record NoRun() implements Asked {}
}
