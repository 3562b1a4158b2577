package org.hilfarm.testing.github.world;

import java.time.Instant;

/** A commit. */
public record Commit(String sha, String message, User author, Instant at) {}
