package org.hilfarm.wire.runapi;

import java.util.List;

/**
 * What the farm would let go of now, because it is too old or too much.
 *
 * @param shares by kind
 * @param namelessBytes of artifacts that nothing names any more
 */
public record RetentionView(List<Share> shares, long namelessBytes) {
  /**
   * One kind of what grows.
   *
   * @param what such as {@code transcripts}
   * @param days how old it may become
   * @param gib how much of it is kept; 0 where only its age counts
   * @param runs of how many runs something would go
   * @param bytes about how much
   */
  public record Share(String what, int days, int gib, int runs, long bytes) {}

  public RetentionView {
    shares = List.copyOf(shares);
  }
}
