package org.hilfarm.server.audit;

import java.time.Duration;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes who was refused at a door that is open to everybody, and why, as long as that are not too
 * many: anybody can make the farm write here. Nothing of a body, and no header, is to be noted. Any
 * thread may use it.
 */
public final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST = 20;

  private final String noun;
  private Deadline end = Deadline.after(WINDOW);
  private int noted;
  private long more;

  /** For refusals of such a thing: webhook. */
  public RefusalLog(String noun) {
    this.noun = noun;
  }

  /** One from this address was refused. */
  public synchronized void refused(String address, String why) {
    if (end.passed()) {
      if (more > 0) {
        LOG.warn("{} more of the kind {} were refused within {}", more, noun, WINDOW);
      }
      end = Deadline.after(WINDOW);
      noted = 0;
      more = 0;
    }
    if (noted < MOST) {
      noted++;
      LOG.warn("a {} from {} was refused: {}", noun, address, why);
    } else {
      more++;
    }
  }
}
