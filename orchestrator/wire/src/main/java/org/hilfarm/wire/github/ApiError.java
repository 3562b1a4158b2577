package org.hilfarm.wire.github;

import java.util.Optional;

/** What GitHub says where it refuses something. */
public record ApiError(Optional<String> message) {}
