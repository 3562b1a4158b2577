package org.hilfarm.server.postgres;

import java.time.Instant;
import java.util.Optional;

/**
 * A webhook's delivery as it is stored.
 *
 * @param id GitHub's; a redelivery has the same
 * @param number in the order they came
 * @param event its name
 * @param came when
 * @param state waiting, done or aside
 * @param said what came of it, or why it is not done yet
 * @param settled when it was done or put aside
 * @param tries how often somebody began with it
 */
public record DeliveryRow(
    String id,
    long number,
    String event,
    Instant came,
    String state,
    String said,
    Optional<Instant> settled,
    int tries) {}
