package org.hilfarm.server.github.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.github.gate.GateHead;
import org.hilfarm.time.Deadline;

/** What the outbox asks of GitHub. Each call ends by its deadline. */
public interface CheckDoor {
  /** The farm's own check runs of this name at a commit. */
  Said<List<Seen>> find(GateHead head, String name, Deadline deadline) throws InterruptedException;

  /** Makes a check run; its number. */
  Said<Long> create(GateHead head, CheckRequest request, Deadline deadline)
      throws InterruptedException;

  /** Changes a check run; its number. */
  Said<Long> update(GateHead head, long checkRun, CheckRequest request, Deadline deadline)
      throws InterruptedException;

  /**
   * A check run that GitHub has.
   *
   * @param id its number
   * @param externalId what the farm called it
   * @param completed whether it has concluded
   * @param annotations how many it has
   */
  record Seen(long id, String externalId, boolean completed, int annotations) {}

  /** What came of a call. */
  sealed interface Said<T> {
    /** It did. */
    record Done<T>(T what) implements Said<T> {}

    /** GitHub does not know the commit, or the check run. */
    record Unknown<T>() implements Said<T> {}

    /**
     * Not now.
     *
     * @param rest how long GitHub wants to hear nothing; empty where it did not say
     * @param all whether nothing at all of this installation may be sent meanwhile
     */
    record Later<T>(Optional<Duration> rest, boolean all, String why) implements Said<T> {}

    /** It will not do it, however often it is asked. */
    record Refused<T>(String why) implements Said<T> {}
  }
}
