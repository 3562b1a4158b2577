package org.hilfarm.virtual.tree;

import java.util.BitSet;

/**
 * The numbers a kernel gives out: device numbers only grow, minors are the lowest that is free. Any
 * thread may use it.
 */
final class Numbers {
  private static final int LETTERS = 26;

  private final BitSet ttys = new BitSet();
  private final BitSet disks = new BitSet();
  private int device;

  synchronized int nextDevice() {
    return ++device;
  }

  synchronized int takeTty() {
    return take(ttys);
  }

  synchronized int takeDisk() {
    return take(disks);
  }

  synchronized void freeTty(int number) {
    ttys.clear(number);
  }

  synchronized void freeDisk(int number) {
    disks.clear(number);
  }

  private static int take(BitSet used) {
    int number = used.nextClearBit(0);
    used.set(number);
    return number;
  }

  /** {@code sda} to {@code sdz}, then {@code sdaa} (drivers/scsi/sd.c, sd_format_disk_name). */
  static String diskName(int number) {
    StringBuilder letters = new StringBuilder();
    for (int n = number; n >= 0; n = n / LETTERS - 1) {
      letters.insert(0, (char) ('a' + n % LETTERS));
    }
    return "sd" + letters;
  }
}
