package org.hilfarm.wire.runapi;

import java.time.Instant;
import org.hilfarm.model.board.RackId;

/**
 * A one-time token for the host of one rack.
 *
 * @param rack which rack
 * @param token the secret; it is shown once and never stored
 * @param expires until when it is good
 */
public record Invitation(RackId rack, String token, Instant expires) {}
