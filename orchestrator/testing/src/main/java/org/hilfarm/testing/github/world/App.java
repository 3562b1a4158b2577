package org.hilfarm.testing.github.world;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The farm's GitHub App, and where it is installed.
 *
 * @param id its number
 * @param clientId its other name
 * @param owner whose it is, and on whose repositories it is installed
 * @param installation the id of its one installation
 * @param hook the id of its webhook
 * @param permissions it was given
 */
public record App(
    long id,
    String clientId,
    String slug,
    User owner,
    long installation,
    long hook,
    Map<String, String> permissions) {
  /** The events it hears of. */
  public static final List<String> EVENTS =
      List.of("check_run", "check_suite", "merge_group", "pull_request", "workflow_run");

  public App {
    permissions = new TreeMap<>(permissions);
  }

  /** What docs/github.md says to give it. */
  public static Map<String, String> usual() {
    return Map.of(
        "actions",
        "read",
        "checks",
        "write",
        "contents",
        "read",
        "merge_queues",
        "read",
        "metadata",
        "read",
        "pull_requests",
        "read");
  }
}
