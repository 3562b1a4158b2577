package org.hilfarm.virtual.board;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Memory that survives a reset but not the loss of power: {@code alarm.sleep_memory}, and the words
 * firmware keeps in uninitialised RAM or RTC registers (safe-mode word, wake event, boot request).
 * Any thread may use it.
 *
 * @param sleepMemory as large as the family's
 * @param words by name
 */
public record Retained(byte[] sleepMemory, ConcurrentMap<String, Integer> words) {
  /** As after power-on. */
  public static Retained blank(int sleepMemoryBytes) {
    return new Retained(new byte[sleepMemoryBytes], new ConcurrentHashMap<>());
  }
}
