package org.hilfarm.server.github.pull;

import java.time.Duration;

/**
 * What GitHub answers.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {
  /** It says this. */
  record Said<T>(T value) implements Answer<T> {}

  /** There is none, or it may not be told, or not all of it; asking again would not help. */
  record Missing<T>(String why) implements Answer<T> {}

  /**
   * It cannot answer now.
   *
   * @param rest so long at least nobody should ask again
   */
  record Later<T>(String why, Duration rest) implements Answer<T> {}
}
