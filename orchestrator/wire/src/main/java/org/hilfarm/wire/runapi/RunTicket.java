package org.hilfarm.wire.runapi;

import java.time.Instant;

/**
 * What an identity was exchanged for: the only time that it is told.
 *
 * @param token the secret; it hands in, sees and ends one run
 * @param expires when it ends
 * @param repository who it was given to
 */
public record RunTicket(String token, Instant expires, String repository) {
  @Override
  public String toString() {
    return "ticket of %s until %s".formatted(repository, expires);
  }
}
