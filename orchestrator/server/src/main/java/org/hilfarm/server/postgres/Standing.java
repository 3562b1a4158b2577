package org.hilfarm.server.postgres;

import java.time.Instant;
import org.hilfarm.model.board.BoardState;

/**
 * What the farm has decided about a board.
 *
 * @param state RECOVERING, QUARANTINED or RETIRED
 * @param reason why
 * @param since since when, by the database's clock
 */
public record Standing(BoardState state, String reason, Instant since) {}
