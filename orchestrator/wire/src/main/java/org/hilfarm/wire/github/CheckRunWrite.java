package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is said to make a check run, or to change one. What is not said stays as it is; annotations
 * are added to those that are there.
 *
 * @param headSha the commit; only where it is made
 * @param status {@code queued}, {@code in_progress} or {@code completed}
 * @param conclusion only where it is completed
 * @param detailsUrl where "Details" leads
 * @param externalId the farm's own name for it
 * @param actions its buttons, at most three
 */
public record CheckRunWrite(
    String name,
    @JsonProperty("head_sha") Optional<String> headSha,
    String status,
    Optional<String> conclusion,
    @JsonProperty("details_url") Optional<String> detailsUrl,
    @JsonProperty("external_id") Optional<String> externalId,
    @JsonProperty("started_at") Optional<Instant> started,
    @JsonProperty("completed_at") Optional<Instant> completed,
    Optional<Output> output,
    List<Action> actions) {
  public CheckRunWrite {
    actions = List.copyOf(actions);
  }

  /**
   * What people read.
   *
   * @param summary Markdown, at most 65,535 characters
   * @param text more of it, under the same limit
   * @param annotations at most 50 in one request
   */
  public record Output(
      String title, String summary, Optional<String> text, List<Annotation> annotations) {
    public Output {
      annotations = List.copyOf(annotations);
    }
  }

  /**
   * A remark at a line.
   *
   * @param level {@code notice}, {@code warning} or {@code failure}
   */
  public record Annotation(
      String path,
      @JsonProperty("start_line") int startLine,
      @JsonProperty("end_line") int endLine,
      @JsonProperty("annotation_level") String level,
      String message,
      Optional<String> title) {}

  /**
   * A button.
   *
   * @param label at most 20 characters
   * @param description at most 40 characters
   * @param identifier at most 20 characters
   */
  public record Action(String label, String description, String identifier) {}
}
