package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A token that acts for an installation, for an hour.
 *
 * @param token a secret
 * @param expires when it is no longer good
 */
public record InstallationToken(String token, @JsonProperty("expires_at") Instant expires) {
  /** Without the token. */
  @Override
  public String toString() {
    return "InstallationToken until " + expires;
  }

  /**
   * What is asked for: a token for less than all that the installation may.
   *
   * @param repositories by name, without the owner
   * @param permissions such as {@code checks: write}
   */
  public record Request(List<String> repositories, Map<String, String> permissions) {
    public Request {
      repositories = List.copyOf(repositories);
      permissions = Map.copyOf(permissions);
    }
  }
}
