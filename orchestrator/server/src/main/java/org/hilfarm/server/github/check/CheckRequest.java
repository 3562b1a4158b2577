package org.hilfarm.server.github.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.postgres.CheckRow;

/**
 * One request about a check run: its text with the annotations that come with this one.
 *
 * @param name the check's
 * @param externalId by which the farm knows it again
 * @param status GitHub's word
 * @param conclusion GitHub's word
 * @param title one line
 * @param summary Markdown
 * @param text Markdown; may be empty
 * @param annotations at most 50
 * @param buttons at most three
 * @param details an address
 * @param started when the farm was asked for it
 * @param completed when it ended
 */
public record CheckRequest(
    String name,
    String externalId,
    String status,
    Optional<String> conclusion,
    String title,
    String summary,
    String text,
    List<Annotation> annotations,
    List<Clickable> buttons,
    String details,
    Instant started,
    Optional<Instant> completed) {
  public CheckRequest {
    annotations = List.copyOf(annotations);
    buttons = List.copyOf(buttons);
  }

  /** A remark at the first line of a file or folder. */
  public record Annotation(String path, String level, String title, String message) {}

  /** A button. */
  public record Clickable(String label, String description, String identifier) {}

  /**
   * The next request.
   *
   * @param have how many annotations GitHub has already
   */
  static CheckRequest of(CheckRow row, CheckText text, int have) {
    return new CheckRequest(
        row.name(),
        row.externalId(),
        text.status(),
        text.conclusion().map(CheckConclusion::word),
        text.title(),
        text.summary(),
        text.text(),
        text.annotations().stream()
            .skip(have)
            .limit(CheckText.ANNOTATIONS_AT_ONCE)
            .map(a -> new Annotation(a.path(), a.level(), a.title(), a.message()))
            .toList(),
        text.buttons().stream()
            .map(b -> new Clickable(b.label(), b.description(), b.identifier()))
            .toList(),
        text.details(),
        row.asked(),
        text.conclusion().map(c -> text.completed().orElse(row.asked())));
  }
}
