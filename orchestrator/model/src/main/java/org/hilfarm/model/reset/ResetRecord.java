package org.hilfarm.model.reset;

import java.time.Instant;

/**
 * One row of the reset ledger: one start of a board.
 *
 * @param boot counts from 1 within a job
 * @param at when the farm noticed, rack time
 * @param stimulus what was done to the board
 * @param witnesses what each source says
 * @param judgement the oracle's word
 * @param why the judgement in words, with what was expected
 */
public record ResetRecord(
    int boot,
    Instant at,
    Stimulus stimulus,
    Witnesses witnesses,
    Judgement judgement,
    String why) {}
