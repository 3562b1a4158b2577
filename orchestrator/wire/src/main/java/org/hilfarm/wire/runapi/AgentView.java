package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.model.board.RackId;

/**
 * A host that has, or had, a key of its own, or an invitation nobody has used yet.
 *
 * @param rack whose boards it looks after
 * @param host its name; empty for an invitation
 * @param state {@code invited}, {@code enrolled} or {@code revoked}
 * @param since when it came into that state
 * @param until when an invitation ends
 * @param heard when its rack was last heard of
 */
public record AgentView(
    RackId rack,
    String host,
    String state,
    Instant since,
    Optional<Instant> until,
    Optional<Instant> heard) {}
