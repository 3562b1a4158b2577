package org.hilfarm.server.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was read last, by names whose meaning never changes: a run's plan by the run, what runs were
 * planned from by its digest. The longest unasked for is forgotten first. Any thread may use it.
 */
public final class Latest<K, V> {
  /**
   * More than a list of runs has, or each reading of it would drive out what the next one needs;
   * the plan of 500 rounds takes some 300 kB.
   */
  private static final int KEPT = 64;

  private final Map<K, V> latest = new LinkedHashMap<>(KEPT, 0.75f, true);

  /** The one of this name; read where it is not known. */
  public V of(K name, Supplier<V> read) {
    synchronized (latest) {
      V known = latest.get(name);
      if (known != null) {
        return known;
      }
    }
    V value = read.get(); // not under the lock: it waits for the database
    synchronized (latest) {
      latest.put(name, value);
      if (latest.size() > KEPT) {
        latest.remove(latest.keySet().iterator().next());
      }
    }
    return value;
  }
}
