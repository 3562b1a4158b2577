package org.hilfarm.farm.chaos.strike;

/**
 * What became of a strike.
 *
 * @param atMillis when, from the beginning of the strikes
 * @param kind what
 * @param target whom
 * @param hit whether there was anything to strike
 * @param seen in words
 */
public record Struck(long atMillis, String kind, String target, boolean hit, String seen) {}
