package org.hilfarm.model.schedule;

import java.util.Optional;

/** Where a schedule's build comes from. What is fetched is looked at as any other submission. */
public sealed interface BuildSource {
  /** For people. */
  String words();

  /**
   * A folder of the orchestrator's host, as it is when the schedule fires.
   *
   * @param path an absolute one
   */
  record Folder(String path) implements BuildSource {
    public Folder {
      if (!path.startsWith("/") || path.length() > 1000 || path.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "a folder must be an absolute path, since an orchestrator may be started anywhere");
      }
    }

    @Override
    public String words() {
      return "folder " + path;
    }
  }

  /**
   * The artifacts of the newest successful GitHub Actions run of a branch, one for each board type,
   * called as it is.
   *
   * @param api the REST API's address, without a slash at its end
   * @param repository {@code owner/name}
   * @param branch of that very repository, never of a fork
   * @param workflow the workflow's file name; empty: any workflow
   * @param tokenFile a file of the orchestrator's host with a token that may read actions
   */
  record GitHub(
      String api,
      String repository,
      String branch,
      Optional<String> workflow,
      Optional<String> tokenFile)
      implements BuildSource {
    /** GitHub's own. */
    public static final String API = "https://api.github.com";

    public GitHub {
      if (!api.matches("https?://[^\\s/?#@]+(/[^\\s?#]*[^\\s?#/])?")) {
        throw new IllegalArgumentException(
            "api must be an address without a slash at its end, such as " + API);
      }
      if (!repository.matches("[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
          || repository.endsWith("/..")
          || repository.endsWith("/.")) {
        throw new IllegalArgumentException(
            "repository must be owner/name, such as adafruit/circuitpython");
      }
      if (!branch.matches("[A-Za-z0-9._/-]{1,200}")) {
        throw new IllegalArgumentException("branch must be a branch's name, such as main");
      }
      if (workflow.isPresent() && !workflow.get().matches("[A-Za-z0-9._-]{1,100}\\.ya?ml")) {
        throw new IllegalArgumentException(
            "workflow must be a file's name below .github/workflows, such as build.yml");
      }
    }

    @Override
    public String words() {
      return "branch %s of %s".formatted(branch, repository);
    }
  }

  /**
   * Files of a web server. {@code {board}}, {@code {extension}} (uf2 or bin) and {@code {date}}
   * (the fire's day, as 2026-11-23) are filled in; with {@code {board}} there is a file for each
   * board type that the digest file names.
   *
   * @param template the files' address
   * @param digests the address of a file as sha256sum writes it: what it does not name is not taken
   */
  record Download(String template, String digests) implements BuildSource {
    public Download {
      check("url", template);
      check("digests", digests);
      if (digests.contains("{board}") || digests.contains("{extension}")) {
        throw new IllegalArgumentException(
            "digests must be one file for all boards: only {date} is filled in");
      }
    }

    private static void check(String key, String address) {
      String filled =
          address.replace("{board}", "b").replace("{extension}", "e").replace("{date}", "d");
      if (!filled.matches("https?://[^\\s/?#@{}]+/[^\\s?#{}]*[^\\s?#{}/]")
          || address.length() > 1000) {
        throw new IllegalArgumentException(
            key
                + " must be the address of a file, in which {board}, {extension} and {date} are"
                + " filled in, without ? and #");
      }
    }

    @Override
    public String words() {
      return template;
    }
  }
}
