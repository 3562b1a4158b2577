package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.Optional;

/**
 * Something GitHub told.
 *
 * @param id GitHub's; the list of deliveries in the App's settings has the same
 * @param event such as pull_request
 * @param came when
 * @param state waiting, done or aside
 * @param said what came of it, or why it is tried again, or why nothing can be made of it
 * @param settled when it was done or put aside
 * @param tries how often somebody began with it
 */
public record DeliveryView(
    String id,
    String event,
    Instant came,
    String state,
    String said,
    Optional<Instant> settled,
    int tries) {}
