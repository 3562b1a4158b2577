package org.hilfarm.virtual.circuitpython.console;

import java.util.Arrays;

/** Bytes in order, up to a limit; what comes beyond it is dropped. For one thread at a time. */
final class ByteQueue {
  private final int limit;
  private byte[] ring = new byte[256];
  private int head;
  private int size;

  ByteQueue(int limit) {
    this.limit = limit;
  }

  void add(byte b) {
    if (size == limit) {
      return;
    }
    if (size == ring.length) {
      grow();
    }
    ring[(head + size) % ring.length] = b;
    size++;
  }

  private void grow() {
    byte[] bigger = Arrays.copyOf(Arrays.copyOfRange(ring, head, ring.length), ring.length * 2);
    System.arraycopy(ring, 0, bigger, ring.length - head, head);
    ring = bigger;
    head = 0;
  }

  int take() {
    int b = ring[head] & 0xff;
    head = (head + 1) % ring.length;
    size--;
    return b;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
