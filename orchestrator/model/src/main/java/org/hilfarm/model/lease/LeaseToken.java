package org.hilfarm.model.lease;

/**
 * A fencing token: it grows with every lease of the farm, so a late report from an expired lease is
 * told from the current holder's.
 */
public record LeaseToken(long value) implements Comparable<LeaseToken> {
  @Override
  public int compareTo(LeaseToken other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
