package org.hilfarm.wire.github.event;

import java.io.IOException;
import java.util.Set;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads webhooks. */
public final class GitHubEvents {
  /** Those the farm understands; each has the name that its webhook says. */
  public static final Set<String> UNDERSTOOD =
      Set.of(
          "workflow_run",
          "pull_request",
          "merge_group",
          "check_run",
          "check_suite",
          "installation",
          "installation_repositories");

  private static final int BRIEF = 300;

  private GitHubEvents() {}

  /**
   * What a webhook says; throws where it is not what an event of its name looks like, and says what
   * is missing.
   *
   * @param event its name, as the header says it
   */
  public static GitHubEvent read(String event, byte[] body) throws IOException {
    return switch (event) {
      case "workflow_run" -> read(event, body, GitHubEvent.OfWorkflowRun.class);
      case "pull_request" -> read(event, body, GitHubEvent.OfPull.class);
      case "merge_group" -> read(event, body, GitHubEvent.OfMergeGroup.class);
      case "check_run" -> read(event, body, GitHubEvent.OfCheckRun.class);
      case "check_suite" -> read(event, body, GitHubEvent.OfCheckSuite.class);
      case "installation", "installation_repositories" ->
          read(event, body, GitHubEvent.OfInstallation.class);
      default -> new GitHubEvent.Other(event);
    };
  }

  /** What numbers are counted under: a word of a few, whatever GitHub thinks of next. */
  public static String label(String event) {
    return event.equals("ping") || UNDERSTOOD.contains(event) ? event : "other";
  }

  private static <T extends GitHubEvent> GitHubEvent read(String event, byte[] body, Class<T> type)
      throws IOException {
    try {
      @Nullable T read = Json.read(body, type);
      if (read != null) {
        return read;
      }
      throw new IOException("is null");
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "the body is no %s event: %s".formatted(event, brief(String.valueOf(e.getMessage()))), e);
    }
  }

  private static String brief(String text) {
    String line = text.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
    return line.length() > BRIEF ? line.substring(0, BRIEF) + "..." : line;
  }
}
