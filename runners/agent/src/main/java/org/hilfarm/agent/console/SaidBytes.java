package org.hilfarm.agent.console;

import org.hilfarm.drivers.console.Tap;
import org.hilfarm.wire.rackapi.ConsoleBytes;

/**
 * The last that a board said and that is not sent yet; what does not fit is dropped, the oldest
 * first, so that a port never waits for a network. Any thread may use it.
 */
final class SaidBytes implements Tap {
  private static final int MOST = ConsoleBytes.MOST;

  private final Runnable news;
  private final byte[] ring = new byte[MOST];
  private long said;
  private long sent;
  private long dropped;
  private boolean wanted;

  /**
   * @param news told when there is something to send; must not block
   */
  SaidBytes(Runnable news) {
    this.news = news;
  }

  /**
   * Some of it.
   *
   * @param dropped how many bytes before these were lost
   */
  @SuppressWarnings("ArrayRecordComponent") // goes straight to a socket, never compared
  record Part(long dropped, byte[] bytes) {}

  @Override
  public void said(byte[] bytes) {
    if (add(bytes)) {
      news.run();
    }
  }

  private synchronized boolean add(byte[] bytes) {
    int from = Math.max(0, bytes.length - MOST);
    said += from;
    for (int i = from; i < bytes.length; i++) {
      ring[(int) (said++ % MOST)] = bytes[i];
    }
    if (said - sent > MOST) {
      dropped += wanted ? said - sent - MOST : 0;
      sent = said - MOST;
    }
    return wanted;
  }

  /** Whether it is to be sent; what was said shortly before somebody looked is sent too. */
  synchronized void wanted(boolean now) {
    wanted = now;
    dropped = 0;
  }

  synchronized boolean waits() {
    return wanted && said > sent;
  }

  /** What is to be sent next. */
  synchronized Part take() {
    byte[] bytes = new byte[(int) (said - sent)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = ring[(int) ((sent + i) % MOST)];
    }
    sent = said;
    Part part = new Part(dropped, bytes);
    dropped = 0;
    return part;
  }

  /** What was taken did not arrive. */
  synchronized void lost(Part part) {
    dropped += part.dropped() + part.bytes().length;
  }
}
