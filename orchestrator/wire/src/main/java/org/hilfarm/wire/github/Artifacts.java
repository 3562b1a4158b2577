package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A page of {@code GET /repos/{owner}/{repo}/actions/runs/{id}/artifacts}.
 *
 * @param artifacts of this page
 */
public record Artifacts(List<Artifact> artifacts) {
  public Artifacts {
    artifacts = List.copyOf(artifacts);
  }

  /**
   * An artifact.
   *
   * @param id its number; a later attempt of a run has a higher one
   * @param name as the workflow calls it
   * @param size of the archive, in bytes
   * @param expired whether it is gone already
   * @param digest {@code sha256:} and the archive's digest
   */
  public record Artifact(
      long id,
      String name,
      @JsonProperty("size_in_bytes") long size,
      boolean expired,
      Optional<String> digest) {}
}
