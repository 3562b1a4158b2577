package org.hilfarm.agent.board;

import java.util.function.BooleanSupplier;

/**
 * Why a slot is out of work although nothing is wrong with its board: something of an earlier job
 * does not come to an end. Nobody waits for it; it is looked at now and then.
 *
 * @param reason what a person should know and do
 * @param stands whether it still does not; must not block
 */
public record Fence(String reason, BooleanSupplier stands) {}
