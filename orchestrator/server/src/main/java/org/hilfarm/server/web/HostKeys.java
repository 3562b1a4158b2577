package org.hilfarm.server.web;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.rackapi.Credential;

/** The keys of racks' hosts; looked up at each request, so that a revoked one ends at once. */
public interface HostKeys {
  /**
   * A key.
   *
   * @param rack the only rack it may speak for
   * @param host where it was made
   * @param revoked when it ended
   */
  record Held(RackId rack, String host, Optional<Instant> revoked) {}

  /** Whose this is; empty where it never was a key. */
  Optional<Held> find(Credential key);

  /** The key of the host that looks after this rack now. */
  Optional<Held> of(RackId rack);
}
