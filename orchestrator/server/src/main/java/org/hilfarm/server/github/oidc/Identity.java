package org.hilfarm.server.github.oidc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a signed identity says of a workflow's job (docs.github.com, "OpenID Connect reference":
 * every claim of GitHub's own is text, numbers too).
 *
 * @param jti its own name, good once
 * @param expires when nobody may take it any more
 * @param repositoryId GitHub's number, which no renaming changes
 * @param ownerId GitHub's number of the repository's owner
 * @param runId GitHub's number of the workflow's run
 * @param said all claims that are kept, by name
 */
record Identity(
    String jti,
    Instant expires,
    long repositoryId,
    long ownerId,
    long runId,
    Map<String, String> said) {
  private static final int LONGEST = 500;

  private static final List<String> NEEDED =
      List.of(
          "repository_id",
          "repository_owner_id",
          "repository",
          "workflow_ref",
          "event_name",
          "run_id");

  private static final List<String> KEPT =
      List.of(
          "repository_id",
          "repository_owner_id",
          "repository",
          "workflow_ref",
          "event_name",
          "run_id",
          "run_attempt",
          "job_workflow_ref",
          "ref",
          "sha",
          "actor_id",
          "runner_environment");

  Identity {
    said = Map.copyOf(said);
  }

  /** Throws IllegalArgumentException with the claim that is missing or wrong. */
  static Identity of(String jti, Instant expires, Map<String, Object> claims) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String name : KEPT) {
      if (claims.get(name) instanceof String text && text.length() <= LONGEST) {
        said.put(name, text);
      } else if (NEEDED.contains(name)) {
        throw new IllegalArgumentException("its claim %s is missing or no text".formatted(name));
      }
    }
    return new Identity(
        jti,
        expires,
        number(said, "repository_id"),
        number(said, "repository_owner_id"),
        number(said, "run_id"),
        said);
  }

  private static long number(Map<String, String> said, String name) {
    String text = said.getOrDefault(name, "");
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("its claim %s is no number".formatted(name));
    }
    return Long.parseLong(text);
  }

  String repository() {
    return said("repository").orElse("");
  }

  String event() {
    return said("event_name").orElse("");
  }

  /** The workflow's file with its branch, without the repository, which can be renamed. */
  String workflow() {
    String whole = said("workflow_ref").orElse("");
    return whole.startsWith(repository() + "/")
        ? whole.substring(repository().length() + 1)
        : whole;
  }

  Optional<String> said(String name) {
    return Optional.ofNullable(said.get(name));
  }
}
