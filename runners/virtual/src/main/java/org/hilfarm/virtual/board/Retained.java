package org.hilfarm.virtual.board;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Memory that survives a reset but not the loss of power: {@code alarm.sleep_memory}, and the words
 * firmware keeps in uninitialised RAM or RTC registers (safe-mode word, wake event, boot request).
 * Any thread may use it.
 */
public final class Retained {
  /** A word with which a broken firmware shows another serial number until its power is lost. */
  public static final String OTHER_SERIAL = "other-serial";

  /** The pin that ended the last deep sleep, where none did it is not there. */
  public static final String WAKING_PIN = "waking-pin";

  private final byte[] sleepMemory;
  private final ConcurrentMap<String, Integer> words = new ConcurrentHashMap<>();

  /** As after power-on. */
  public Retained(int sleepMemoryBytes) {
    sleepMemory = new byte[sleepMemoryBytes];
  }

  /** {@code alarm.sleep_memory} itself. */
  public byte[] sleepMemory() {
    return sleepMemory;
  }

  /** Words the firmware keeps, by name. */
  public ConcurrentMap<String, Integer> words() {
    return words;
  }
}
