package org.hilfarm.wire.runapi;

import java.time.Instant;

/**
 * A token that was made: the only time that it is told.
 *
 * @param id what people call it, such as t3
 * @param token the secret
 * @param expires when it ends
 */
public record TokenMade(String id, String token, Instant expires) {
  @Override
  public String toString() {
    return "token %s until %s".formatted(id, expires);
  }
}
