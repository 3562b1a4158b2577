package org.hilfarm.model.board;

/**
 * A pin of a board that the rack can bring to a level: a line of the host with a resistor between,
 * since a script may make the pin an output.
 *
 * @param name as {@code microcontroller.pin} has it: GPIO10, P0_27
 * @param line on: a high level, off: a low one
 */
public record DrivenPin(String name, SwitchFile line) {}
