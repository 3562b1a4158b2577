package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.Optional;

/**
 * What a waiting job can expect as things stand. Who is submitted meanwhile may go before it.
 *
 * @param position among those that wait for its type of board; 1 is next
 * @param boards how many that could take it are at work, free or busy
 * @param starts when it is thought to get a board; empty where nothing is known
 * @param ends when it is thought to be done; empty where nothing is known
 * @param words all of it, for people
 */
public record Outlook(
    int position, int boards, Optional<Instant> starts, Optional<Instant> ends, String words) {}
