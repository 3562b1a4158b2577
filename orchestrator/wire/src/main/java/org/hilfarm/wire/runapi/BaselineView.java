package org.hilfarm.wire.runapi;

import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.RunId;

/**
 * The image that the farm holds to be good on a type of board.
 *
 * @param boardType for which boards
 * @param run the mergeable run that proved it
 * @param version what its banner says
 * @param digest of the image
 */
public record BaselineView(BoardTypeId boardType, RunId run, String version, Sha256 digest) {}
