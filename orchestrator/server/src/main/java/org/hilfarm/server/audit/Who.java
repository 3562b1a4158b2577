package org.hilfarm.server.audit;

/**
 * Who did something.
 *
 * @param actor a token by its role, a rack's host by its name, or the farm itself
 * @param address from where; empty where it was the farm
 */
public record Who(String actor, String address) {
  /** The farm, by itself. */
  public static final Who FARM = new Who("farm", "");
}
