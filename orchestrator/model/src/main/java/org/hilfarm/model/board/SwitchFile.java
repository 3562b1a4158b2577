package org.hilfarm.model.board;

/**
 * A switch that is thrown by writing text to a file of the rack: a kernel attribute, a GPIO line or
 * what a relay's driver offers.
 *
 * @param path the file, relative to the rack's root
 * @param on the text that closes the switch
 * @param off the text that opens it
 */
public record SwitchFile(String path, String on, String off) implements SlotSwitch {}
