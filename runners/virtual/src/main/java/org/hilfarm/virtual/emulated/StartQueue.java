package org.hilfarm.virtual.emulated;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is to start. A program plays its chips on one processor, and a chip that starts
 * keeps it busy for a second: two start at a time, so that the first are soon there. Holds at most
 * one entry a chip. Any thread may use it.
 */
final class StartQueue {
  private static final int AT_ONCE = 2;

  private final Set<Object> starting = new LinkedHashSet<>();
  private final Map<Object, Runnable> waiting = new LinkedHashMap<>();

  /** Runs it when it is this one's turn, which lasts until {@link #done}. */
  synchronized void ask(Object who, Runnable start) {
    starting.remove(who);
    waiting.put(who, start);
    next();
  }

  /** It has started, or wants to no more. */
  synchronized void done(Object who) {
    waiting.remove(who);
    if (starting.remove(who)) {
      next();
    }
  }

  /** All are gone. */
  synchronized void clear() {
    starting.clear();
    waiting.clear();
  }

  private void next() {
    while (starting.size() < AT_ONCE && !waiting.isEmpty()) {
      Map.Entry<Object, Runnable> first = waiting.entrySet().iterator().next();
      waiting.remove(first.getKey());
      starting.add(first.getKey());
      first.getValue().run();
    }
  }
}
