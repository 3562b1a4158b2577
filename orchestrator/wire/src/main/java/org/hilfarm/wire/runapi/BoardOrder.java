package org.hilfarm.wire.runapi;

/**
 * What a person says with an order about a board.
 *
 * @param reason why, for whoever looks at the board next
 */
public record BoardOrder(String reason) {}
