package org.hilfarm.drivers.recover;

/**
 * How a board is, as far as can be seen from here.
 *
 * @param well whether its prompt answers, its drive is there, and it is not in safe mode
 * @param safeMode whether it says that it is in safe mode
 * @param words what was seen
 */
record Sight(boolean well, boolean safeMode, String words) {
  static Sight ill(String words) {
    return new Sight(false, false, words);
  }
}
