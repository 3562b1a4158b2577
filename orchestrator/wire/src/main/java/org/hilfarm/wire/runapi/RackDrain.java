package org.hilfarm.wire.runapi;

import java.time.Instant;
import org.hilfarm.model.board.RackId;

/**
 * A rack that ends what it does and is given nothing more.
 *
 * @param rack which rack
 * @param since since when
 * @param reason why, as whoever asked for it said
 * @param atWork how many of its boards somebody still has: a job, a recovery or a person
 */
public record RackDrain(RackId rack, Instant since, String reason, int atWork) {}
