package org.hilfarm.wire.runapi;

import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;

/**
 * How much a board has been through.
 *
 * @param rack where it is
 * @param serial which board
 * @param flashes how often an image was written to it, or begun
 * @param rackFaults how many attempts on it ended with a fault that is the rack's
 */
public record BoardWear(RackId rack, BoardSerial serial, long flashes, long rackFaults) {}
