package org.hilfarm.model.board;

/**
 * The pins of a board's I2C bus as attributes of its {@code board} module.
 *
 * @param sda the data pin, such as {@code GP4}
 * @param scl the clock pin, such as {@code GP5}
 */
public record I2cPins(String sda, String scl) {}
