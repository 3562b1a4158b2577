package org.hilfarm.model.verdict;

import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;

/**
 * One reason for a verdict.
 *
 * @param blame who must act
 * @param pair the required pair it is about
 * @param board the board it was seen on, where one was reached
 * @param text what happened, in words
 */
public record Reason(Blame blame, Requirement pair, Optional<BoardSerial> board, String text) {}
