package org.hilfarm.farm.show;

import java.io.PrintStream;

/**
 * Where a command writes: results to one stream, everything else to the other.
 *
 * @param out results, and nothing but results
 * @param err progress, errors, hints
 * @param live whether {@code err} is a terminal whose lines can be written over
 * @param colour whether {@code err} takes colours
 * @param width how many columns a line may have
 */
public record Console(PrintStream out, PrintStream err, boolean live, boolean colour, int width) {
  /** Says something to the person, not the program. */
  public void say(String sentence) {
    err.println(sentence);
  }
}
