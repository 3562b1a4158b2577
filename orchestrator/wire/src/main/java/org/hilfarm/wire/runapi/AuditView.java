package org.hilfarm.wire.runapi;

import java.time.Instant;

/**
 * One entry of the audit log.
 *
 * @param number grows with each entry
 * @param actor who: a token by its role, a rack's host, or the farm itself
 * @param address from where it was asked; empty where the farm did it by itself
 * @param deed what was done, such as board.quarantine
 * @param subject to what: a rack, a board, a run
 * @param said what else was said of it
 */
public record AuditView(
    long number,
    Instant at,
    String actor,
    String address,
    String deed,
    String subject,
    String said) {}
