package org.hilfarm.server.queue;

import java.nio.charset.StandardCharsets;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;

/**
 * Seeds of attempts: the same for the same attempt of the same run, whatever else the farm does.
 *
 * @param seed fixes them all
 */
public record AttemptSeeds(long seed) {
  /** What fixes the random choices of one attempt. */
  public long of(JobId job, int attempt) {
    String of = seed + "/" + job + "/" + attempt;
    return Long.parseUnsignedLong(Sha256.of(of.getBytes(StandardCharsets.UTF_8)).brief(), 16);
  }
}
