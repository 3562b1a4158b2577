package org.hilfarm.virtual.circuitpython;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * A board whose console a recording can be played to; the host opens its port whenever it appears.
 */
public interface Bench extends AutoCloseable {
  /** Gives it power. */
  void powerOn();

  /** A pulse on its reset line. */
  void pressReset();

  /** The host sends these characters, each one byte. */
  void type(String bytes);

  /** Lets so much of the board's own time go by. */
  void pause(Duration boardTime);

  /** What came since the last {@link #forget}. */
  String sent();

  /** Forgets what was sent so far. */
  void forget();

  /** Waits until what was sent suits, but not longer than this (wall time); whether it came so. */
  boolean await(Duration wall, Predicate<String> suits);

  /** How long (wall time) nothing must come before what was said counts as all of it. */
  Duration quiet();

  /** How long (wall time) is waited for what must come. */
  Duration patience();

  @Override
  void close();
}
