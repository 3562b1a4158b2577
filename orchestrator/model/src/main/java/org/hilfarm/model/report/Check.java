package org.hilfarm.model.report;

/**
 * One check a script made on the board.
 *
 * @param what the statement that should hold
 * @param passed whether it did
 * @param detail what was seen
 */
public record Check(String what, boolean passed, String detail) {}
