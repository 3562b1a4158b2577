package org.hilfarm.server.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.plan.RunInputs;

/**
 * What the latest runs were planned from, as it was last read: the same for run after run until the
 * farm is updated, and named by its digest, so never out of date. Any thread may use it.
 */
final class KnownInputs {
  private static final int KEPT = 8;

  private final Map<Sha256, RunInputs> latest = new LinkedHashMap<>();

  /** Those with this digest; read where they are not known. */
  RunInputs of(Sha256 digest, Supplier<RunInputs> read) {
    synchronized (latest) {
      RunInputs known = latest.get(digest);
      if (known != null) {
        return known;
      }
    }
    RunInputs inputs = read.get(); // not under the lock: it waits for the database
    synchronized (latest) {
      latest.put(digest, inputs);
      if (latest.size() > KEPT) {
        latest.remove(latest.keySet().iterator().next());
      }
    }
    return inputs;
  }
}
