package org.hilfarm.wire.rackapi;

import org.hilfarm.model.board.RackId;

/**
 * An agent asks whether one of its boards is to be recovered, and waits for the answer (long poll).
 * An agent that asks is one that recovers: boards of others are never sent into recovery.
 *
 * @param rack whose boards
 * @param waitMillis how long the server may take to say that there is nothing
 */
public record RecoveryRequest(RackId rack, long waitMillis) {}
