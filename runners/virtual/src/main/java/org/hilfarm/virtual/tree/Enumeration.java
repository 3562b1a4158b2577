package org.hilfarm.virtual.tree;

import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.model.board.UsbIdentity;

/**
 * What a device tells the host when it is enumerated.
 *
 * @param identity ids and strings
 * @param serial its serial number; empty for none
 * @param tty what its serial port's node points to
 * @param disk the image of its drive, which is moved to the node
 */
public record Enumeration(
    UsbIdentity identity, String serial, Optional<Path> tty, Optional<Path> disk) {}
