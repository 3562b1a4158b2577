package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.wire.github.event.Account;

/**
 * Where the farm's app is installed.
 *
 * @param account whose repositories it may see
 * @param permissions it was given there
 * @param suspended since when it may do nothing
 */
public record Installation(
    long id,
    Account account,
    Map<String, String> permissions,
    @JsonProperty("suspended_at") Optional<Instant> suspended) {
  public Installation {
    permissions = Map.copyOf(permissions);
  }
}
