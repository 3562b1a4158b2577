package org.hilfarm.drivers.flash;

/** Hands a percentage on only when it is more than the last. Any thread may use it. */
final class RisingProgress implements FlashListener {
  private final FlashListener listener;
  private int reached = -1;

  RisingProgress(FlashListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void progress(int percent) {
    int bounded = Math.clamp(percent, 0, 100);
    if (bounded > reached) {
      reached = bounded;
      listener.progress(bounded);
    }
  }
}
