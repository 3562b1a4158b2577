package org.hilfarm.farm.compare.judge;

import java.util.Optional;

/**
 * One place where the boards say different things.
 *
 * @param item the session or script
 * @param label what was done
 * @param virtual the virtual board's lines, joined by line feeds; empty where it says nothing
 * @param emulated the emulated board's
 * @param known the list's entry for it
 */
public record Difference(
    String item, String label, String virtual, String emulated, Optional<Known> known) {
  /** Where it is. */
  public String where() {
    return item + ": " + label;
  }
}
