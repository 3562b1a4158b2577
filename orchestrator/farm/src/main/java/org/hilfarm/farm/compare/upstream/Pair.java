package org.hilfarm.farm.compare.upstream;

/**
 * One test on both sides.
 *
 * @param path as upstream names it, without its ending
 * @param board what the virtual board told
 * @param alone what its interpreter told alone
 */
public record Pair(String path, Told board, Told alone) {
  /** Whether both say the same, a failure's details aside. */
  public boolean same() {
    return board.status().equals(alone.status());
  }

  /** The folder it lies in. */
  public String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
