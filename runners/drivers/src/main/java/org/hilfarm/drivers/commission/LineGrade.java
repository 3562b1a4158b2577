package org.hilfarm.drivers.commission;

/**
 * What came of trying one of a slot's lines.
 *
 * @param line its key in the rack file: {@code reset_line}
 * @param works whether it does what it is for
 * @param said what was seen
 */
public record LineGrade(String line, boolean works, String said) {}
