package org.hilfarm.server.web;

import java.util.Optional;
import org.hilfarm.model.board.RackId;

/** Who asks as a rack: a host with a key, for one rack; or a process of the farm's own machine. */
public final class RackCaller {
  private final HostKeys keys;
  private final Optional<RackId> own;

  RackCaller(HostKeys keys, Optional<RackId> own) {
    this.keys = keys;
    this.own = own;
  }

  /** The only rack it may speak for; empty for a process of the farm's own machine. */
  public Optional<RackId> own() {
    return own;
  }

  /** Throws 403 unless this one may speak for the rack. */
  public void speaksFor(RackId rack) {
    if (own.isPresent()) {
      if (!own.get().equals(rack)) {
        throw new RefusedException(
            403,
            "this host's key is for rack %s, not for %s: start its agent with --rack %s, or invite this host for %s with ./farm agents invite %s"
                .formatted(own.get(), rack, own.get(), rack, rack));
      }
      return;
    }
    keys.of(rack)
        .ifPresent(
            host -> {
              throw new RefusedException(
                  403,
                  "rack %s is looked after by host \"%s\", which has a key of its own; the racks' token does not speak for it: if it is to, say first ./farm agents revoke %s"
                      .formatted(rack, host.host(), rack));
            });
  }

  /** Throws 403 unless a lease's rack is this one's to speak for. */
  public void mayUse(RackId rack, String what) {
    if (own.isEmpty()) {
      speaksFor(rack);
    } else if (!own.get().equals(rack)) {
      throw new RefusedException(
          403, "%s is of rack %s; this host's key is for rack %s".formatted(what, rack, own.get()));
    }
  }
}
