package org.hilfarm.server.github.link;

import java.util.Map;

/** What a token is for: each has a token of its own, which may do no more. */
public enum Use {
  /** Runs, artifacts, pull requests, who may do what. */
  READING(Map.of("actions", "read", "pull_requests", "read", "metadata", "read")),
  /** Checks of commits. */
  CHECKS(Map.of("checks", "write", "metadata", "read")),
  /** Nothing but artifacts: for what fetches them. */
  ARTIFACTS(Map.of("actions", "read", "metadata", "read"));

  private final Map<String, String> permissions;

  Use(Map<String, String> permissions) {
    this.permissions = permissions;
  }

  Map<String, String> permissions() {
    return permissions;
  }
}
