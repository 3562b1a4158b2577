package org.hilfarm.drivers.flash;

/** Hears how far a flash is. Called from the flasher's threads, one call at a time; be quick. */
@FunctionalInterface
public interface FlashListener {
  /** Hears nothing. */
  static FlashListener none() {
    return percent -> {};
  }

  /**
   * So much is written.
   *
   * @param percent 0 to 100, never less than before
   */
  void progress(int percent);
}
