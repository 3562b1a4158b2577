package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A check run as GitHub has it.
 *
 * @param headSha the commit it is for
 * @param externalId the farm's own name for it
 * @param status {@code completed} once it is
 * @param conclusion once it is completed
 * @param app whose it is
 * @param output what is known of what it says
 */
public record CheckRun(
    long id,
    String name,
    @JsonProperty("head_sha") String headSha,
    @JsonProperty("external_id") Optional<String> externalId,
    String status,
    Optional<String> conclusion,
    Optional<App> app,
    Output output) {
  /** How many annotations it has by now. */
  public record Output(@JsonProperty("annotations_count") int annotations) {}

  /** An app. */
  public record App(long id) {}

  /** A page of them. */
  public record Page(@JsonProperty("check_runs") List<CheckRun> runs) {
    public Page {
      runs = List.copyOf(runs);
    }
  }
}
