package org.hilfarm.drivers.recover;

/** What became of taking a rung, before anybody looked whether it helped. */
sealed interface Took {
  /** It was taken. */
  record Done(String what) implements Took {}

  /** There is no such rung here and now. */
  record PassedOver(String why) implements Took {}
}
