package org.hilfarm.wire.rackapi;

import java.time.Instant;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Sha256;

/**
 * A host turns its invitation into a key of its own. Saying the same again is answered the same, so
 * an answer that got lost costs nothing.
 *
 * @param rack whose boards it looks after
 * @param host its name, for people
 * @param key the digest of the key it made; the key itself stays there
 */
public record Enrolment(RackId rack, String host, Sha256 key) {
  /**
   * The server's answer.
   *
   * @param rack which rack the key is for
   * @param since when it became good
   */
  public record Enrolled(RackId rack, Instant since) {}
}
