package org.hilfarm.testing.github.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.User;
import org.jspecify.annotations.Nullable;

/**
 * Users and repositories as GitHub shows them. The required fields are those of {@code
 * simple-user}, {@code repository} and {@code full-repository} of GitHub's OpenAPI description, and
 * of {@code user} and {@code repository} of its webhooks' schemas, which allow no others.
 *
 * @param api the API's address
 * @param web the pages' address
 */
public record Views(String api, String web) {
  private static final Instant LONG_AGO = Instant.parse("2016-08-01T12:00:00Z");
  private static final List<String> PLAIN =
      List.of(
          "forks",
          "teams",
          "hooks",
          "events",
          "tags",
          "languages",
          "stargazers",
          "contributors",
          "subscribers",
          "subscription",
          "merges",
          "downloads",
          "deployments");
  private static final Map<String, String> WITH_PLACES =
      Map.ofEntries(
          Map.entry("archive", "{archive_format}{/ref}"),
          Map.entry("assignees", "assignees{/user}"),
          Map.entry("blobs", "git/blobs{/sha}"),
          Map.entry("branches", "branches{/branch}"),
          Map.entry("collaborators", "collaborators{/collaborator}"),
          Map.entry("comments", "comments{/number}"),
          Map.entry("commits", "commits{/sha}"),
          Map.entry("compare", "compare/{base}...{head}"),
          Map.entry("contents", "contents/{+path}"),
          Map.entry("git_commits", "git/commits{/sha}"),
          Map.entry("git_refs", "git/refs{/sha}"),
          Map.entry("git_tags", "git/tags{/sha}"),
          Map.entry("issue_comment", "issues/comments{/number}"),
          Map.entry("issue_events", "issues/events{/number}"),
          Map.entry("issues", "issues{/number}"),
          Map.entry("keys", "keys{/key_id}"),
          Map.entry("labels", "labels{/name}"),
          Map.entry("milestones", "milestones{/number}"),
          Map.entry("notifications", "notifications{?since,all,participating}"),
          Map.entry("pulls", "pulls{/number}"),
          Map.entry("releases", "releases{/id}"),
          Map.entry("statuses", "statuses/{sha}"),
          Map.entry("trees", "git/trees{/sha}"));

  public Map<String, @Nullable Object> user(User user) {
    String url = api + "/users/" + user.login();
    return new Fields()
        .and("login", user.login())
        .id("U_", user.id())
        .and("avatar_url", web + "/avatars/" + user.id())
        .and("gravatar_id", "")
        .and("url", url)
        .and("html_url", web + "/" + user.login())
        .and("followers_url", url + "/followers")
        .and("following_url", url + "/following{/other_user}")
        .and("gists_url", url + "/gists{/gist_id}")
        .and("starred_url", url + "/starred{/owner}{/repo}")
        .and("subscriptions_url", url + "/subscriptions")
        .and("organizations_url", url + "/orgs")
        .and("repos_url", url + "/repos")
        .and("events_url", url + "/events{/privacy}")
        .and("received_events_url", url + "/received_events")
        .and("type", user.organization() ? "Organization" : "User")
        .and("site_admin", false)
        .map();
  }

  /** Address of something of a repository's in the API. */
  public String url(Repository repository, String rest) {
    return api + "/repos/" + repository.fullName() + rest;
  }

  /** Address of something of a repository's for people. */
  public String page(Repository repository, String rest) {
    return web + "/" + repository.fullName() + rest;
  }

  private Fields named(Repository repository) {
    Fields fields =
        new Fields()
            .id("R_", repository.id())
            .and("name", repository.name())
            .and("full_name", repository.fullName())
            .and("private", false)
            .and("owner", user(repository.owner()))
            .and("html_url", page(repository, ""))
            .and("description", null)
            .and("fork", repository.fork())
            .and("url", url(repository, ""));
    PLAIN.forEach(name -> fields.and(name + "_url", url(repository, "/" + name)));
    WITH_PLACES.forEach((name, rest) -> fields.and(name + "_url", url(repository, "/" + rest)));
    return fields;
  }

  /** The short form, which a workflow run has. */
  public Map<String, @Nullable Object> minimal(Repository repository) {
    return named(repository).map();
  }

  public Map<String, @Nullable Object> repository(Repository repository) {
    return repositoryFields(repository).map();
  }

  private Fields repositoryFields(Repository repository) {
    String git = "127.0.0.1/" + repository.fullName() + ".git";
    return named(repository)
        .and("created_at", LONG_AGO)
        .and("updated_at", LONG_AGO)
        .and("pushed_at", LONG_AGO)
        .and("git_url", "git://" + git)
        .and("ssh_url", "git@" + git)
        .and("clone_url", "https://" + git)
        .and("svn_url", page(repository, ""))
        .all(null, "homepage", "language", "mirror_url", "license")
        .all(0, "size", "stargazers_count", "watchers_count", "forks_count", "open_issues_count")
        .all(0, "forks", "open_issues", "watchers")
        .all(true, "has_issues", "has_downloads", "allow_forking")
        .all(false, "has_projects", "has_wiki", "has_pages", "has_discussions", "archived")
        .all(false, "disabled", "is_template", "web_commit_signoff_required")
        .and("default_branch", "main")
        .and("topics", List.of())
        .and("visibility", "public")
        .and("custom_properties", Map.of());
  }

  /** The long form, which is shown where a repository itself is asked for. */
  public Map<String, @Nullable Object> full(Repository repository) {
    return repositoryFields(repository).all(0, "network_count", "subscribers_count").map();
  }

  /** What a webhook says of a repository beside others. */
  public Map<String, @Nullable Object> brief(Repository repository) {
    return new Fields()
        .id("R_", repository.id())
        .and("name", repository.name())
        .and("full_name", repository.fullName())
        .and("private", false)
        .map();
  }

  /** How a pull request's two ends name their repositories. */
  Map<String, @Nullable Object> ref(Repository repository) {
    return new Fields()
        .and("id", repository.id())
        .and("url", url(repository, ""))
        .and("name", repository.name())
        .map();
  }
}
