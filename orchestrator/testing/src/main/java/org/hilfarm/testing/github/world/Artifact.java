package org.hilfarm.testing.github.world;

import java.time.Instant;
import java.util.Optional;

/**
 * What a run has uploaded.
 *
 * @param run the workflow run's id
 * @param content as it is stored: a zip, or the one file itself
 * @param lies what is said wrongly of it
 */
@SuppressWarnings("ArrayRecordComponent") // handed out as it was uploaded, never compared
public record Artifact(long id, long run, String name, byte[] content, Lies lies, Instant created) {
  /**
   * What a test has GitHub say wrongly of an artifact, or do with it.
   *
   * @param expired gone: downloads are answered 410
   * @param digest another one; empty text: none is said at all
   * @param location another place to be sent to
   */
  public record Lies(boolean expired, Optional<String> digest, Optional<String> location) {
    /** None. */
    public static final Lies NONE = new Lies(false, Optional.empty(), Optional.empty());

    /** It is gone. */
    public static final Lies EXPIRED = new Lies(true, Optional.empty(), Optional.empty());

    /** Another digest is said. */
    public static Lies digest(String said) {
      return new Lies(false, Optional.of(said), Optional.empty());
    }

    /** Downloads are sent elsewhere. */
    public static Lies location(String elsewhere) {
      return new Lies(false, Optional.empty(), Optional.of(elsewhere));
    }
  }
}
