package org.hilfarm.virtual.life;

/** A chip from which nothing is seen or heard until its power is cycled. */
public final class Nothing implements Life {
  @Override
  public void begin() {}

  @Override
  public void close() {}
}
