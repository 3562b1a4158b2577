package org.hilfarm.model.report;

/** Who must act on a fault. Only FIRMWARE can block a merge. */
public enum Blame {
  /** The pull request's author. */
  FIRMWARE("the author of the change"),
  /** Whoever wrote the test script. */
  SCRIPT("the author of the test script"),
  /** Whoever looks after the rack. */
  RACK("whoever looks after the rack"),
  /** The farm's developers. */
  FARM("the farm's developers"),
  /** Nobody: cancelled or superseded. */
  NOBODY("nobody");

  private final String whoActs;

  Blame(String whoActs) {
    this.whoActs = whoActs;
  }

  /** Whom to call, in words. */
  public String whoActs() {
    return whoActs;
  }
}
