package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token as operators see it, without the secret.
 *
 * @param id what people call it
 * @param name who uses it
 * @param scopes what it may do
 * @param state whether it can still be used: good, expired, revoked
 * @param made when
 * @param expires when it ends or ended
 * @param used when it was last used, about to the minute
 */
public record TokenView(
    String id,
    String name,
    List<String> scopes,
    String state,
    Instant made,
    Instant expires,
    Optional<Instant> used) {}
