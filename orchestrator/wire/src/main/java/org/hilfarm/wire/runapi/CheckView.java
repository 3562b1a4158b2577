package org.hilfarm.wire.runapi;

import java.util.Optional;

/**
 * A check at GitHub that follows a run.
 *
 * @param name the check's
 * @param commit at which it stands
 * @param state {@code waiting} to be sent, {@code sent} as it is now, or {@code error} where GitHub
 *     did not take it the last time; it is tried again
 * @param conclusion what GitHub has as its end; empty until it has one
 * @param checkRun GitHub's number; empty until it is known
 * @param tries in vain since GitHub took something
 * @param trouble why the last one was
 */
public record CheckView(
    String name,
    String commit,
    String state,
    Optional<String> conclusion,
    Optional<Long> checkRun,
    int tries,
    Optional<String> trouble) {}
