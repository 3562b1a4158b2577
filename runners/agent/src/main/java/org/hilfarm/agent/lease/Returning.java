package org.hilfarm.agent.lease;

import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.wire.rackapi.GiveBack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a lease is given back: one try, for it runs out by itself where that fails. */
@FunctionalInterface
public interface Returning {
  void giveBack(GiveBack back) throws UnreachableException, RefusedException, InterruptedException;

  /**
   * Tries.
   *
   * @param why one short line
   */
  static void once(Returning returning, LeaseToken token, String why) throws InterruptedException {
    Logger log = LoggerFactory.getLogger(Returning.class);
    try {
      returning.giveBack(new GiveBack(token, why));
      log.info("Lease {} was given back: {}.", token, why);
    } catch (UnreachableException | RefusedException e) {
      log.info("Lease {} runs out by itself: {}", token, e.getMessage());
    }
  }
}
