package org.hilfarm.server.github.event;

import java.time.Duration;

/** What came of a reaction; each says why in a sentence. */
public sealed interface Outcome {
  String said();

  /** It is done, and that is durable. */
  record Done(String said) implements Outcome {}

  /**
   * GitHub could not be asked.
   *
   * @param rest so long at least
   */
  record Later(String said, Duration rest) implements Outcome {}
}
