package org.hilfarm.server.github.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.json.Json;

/**
 * Everything a check says at one moment, within GitHub's limits.
 *
 * @param status {@code queued}, {@code in_progress} or {@code completed}
 * @param conclusion where it is completed
 * @param title one line of plain text
 * @param summary Markdown; the verdict comes first
 * @param text Markdown; what is behind it
 * @param annotations all of them; GitHub takes {@link #ANNOTATIONS_AT_ONCE} at a time
 * @param buttons what can be clicked
 * @param details where all of it can be read
 * @param completed when it ended, where that is known
 */
record CheckText(
    String status,
    Optional<CheckConclusion> conclusion,
    String title,
    String summary,
    String text,
    List<Annotation> annotations,
    List<Button> buttons,
    String details,
    Optional<Instant> completed) {
  /** So much of a summary and of a text is taken: 65,535 characters, and no more bytes either. */
  static final int LIMIT = 65_535;

  /** So many come with one request. */
  static final int ANNOTATIONS_AT_ONCE = 50;

  CheckText {
    annotations = List.copyOf(annotations);
    buttons = List.copyOf(buttons);
  }

  /**
   * A remark at a file of the tested repository.
   *
   * @param path the file, or a folder where the remark is about none
   * @param level {@code failure} or {@code warning}
   */
  record Annotation(String path, String level, String title, String message) {}

  /** The same for the same words, so that nothing is sent twice. */
  String digest() {
    return Sha256.of(Json.write(this).getBytes(StandardCharsets.UTF_8)).value();
  }
}
