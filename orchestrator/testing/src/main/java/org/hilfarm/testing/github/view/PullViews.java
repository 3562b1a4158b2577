package org.hilfarm.testing.github.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.testing.github.world.Commit;
import org.hilfarm.testing.github.world.MergeGroup;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.User;
import org.hilfarm.testing.github.world.World;
import org.jspecify.annotations.Nullable;

/** Pull requests and what belongs to them, as GitHub shows them. */
public record PullViews(Views views) {
  /** The commit that main is at; nothing is ever merged onto it. */
  public static String mainSha(Repository repository) {
    return World.sha("main of " + repository.fullName());
  }

  /** As a list has it. */
  public Map<String, @Nullable Object> simple(Pull pull) {
    return simpleFields(pull).map();
  }

  /** As it is shown when it is asked for itself, and in webhooks. */
  public Map<String, @Nullable Object> full(Pull pull) {
    boolean merged = pull.standing().state() == Pull.State.MERGED;
    return simpleFields(pull)
        .and("merged", merged)
        .and("mergeable", merged ? null : true)
        .and("rebaseable", merged ? null : true)
        .and("mergeable_state", merged ? "unknown" : "blocked")
        .and("merged_by", merged ? views.user(pull.base().owner()) : null)
        .all(0, "comments", "review_comments")
        .and("maintainer_can_modify", false)
        .and("commits", pull.commits().size())
        .all(pull.standing().files().size(), "additions", "deletions", "changed_files")
        .map();
  }

  private Fields simpleFields(Pull pull) {
    Repository base = pull.base();
    String url = views.url(base, "/pulls/" + pull.number());
    String issue = views.url(base, "/issues/" + pull.number());
    String page = views.page(base, "/pull/" + pull.number());
    boolean open = pull.standing().state() == Pull.State.OPEN;
    Optional<String> ended = open ? Optional.empty() : Optional.of(updated(pull));
    return new Fields()
        .and("url", url)
        .id("PR_", pull.id())
        .and("html_url", page)
        .and("diff_url", page + ".diff")
        .and("patch_url", page + ".patch")
        .and("issue_url", issue)
        .and("number", pull.number())
        .and("state", open ? "open" : "closed")
        .and("locked", false)
        .and("title", pull.title())
        .and("user", views.user(pull.author()))
        .and("body", null)
        .and("created_at", pull.created())
        .and("updated_at", updated(pull))
        .and("closed_at", ended)
        .and("merged_at", ended.filter(e -> pull.standing().state() == Pull.State.MERGED))
        .and("merge_commit_sha", pull.mergeSha())
        .and("assignee", null)
        .all(List.of(), "assignees", "requested_reviewers", "requested_teams")
        .and("labels", pull.standing().labels().stream().map(l -> label(base, l)).toList())
        .and("milestone", null)
        .and("commits_url", url + "/commits")
        .and("review_comments_url", url + "/comments")
        .and("review_comment_url", views.url(base, "/pulls/comments{/number}"))
        .and("comments_url", issue + "/comments")
        .and("statuses_url", views.url(base, "/statuses/" + pull.headSha()))
        .and("head", end(pull.head(), pull.branch(), pull.headSha()))
        .and("base", end(base, "main", mainSha(base)))
        .and("_links", links(url, issue, page, views.url(base, "/statuses/" + pull.headSha())))
        .and("author_association", pull.standing().association())
        .and("auto_merge", null)
        .and("active_lock_reason", null)
        .and("draft", pull.standing().draft());
  }

  private static String updated(Pull pull) {
    return pull.updated().toString();
  }

  private Map<String, @Nullable Object> end(Repository repository, String branch, String sha) {
    return new Fields()
        .and("label", repository.owner().login() + ":" + branch)
        .and("ref", branch)
        .and("sha", sha)
        .and("user", views.user(repository.owner()))
        .and("repo", views.repository(repository))
        .map();
  }

  private static Map<String, @Nullable Object> links(
      String url, String issue, String page, String statuses) {
    return new Fields()
        .and("self", Map.of("href", url))
        .and("html", Map.of("href", page))
        .and("issue", Map.of("href", issue))
        .and("comments", Map.of("href", issue + "/comments"))
        .and("review_comments", Map.of("href", url + "/comments"))
        .and("review_comment", Map.of("href", url + "/comments{/number}"))
        .and("commits", Map.of("href", url + "/commits"))
        .and("statuses", Map.of("href", statuses))
        .map();
  }

  public Map<String, @Nullable Object> label(Repository repository, String name) {
    long id = Integer.toUnsignedLong(name.hashCode());
    return new Fields()
        .id("LA_", id)
        .and("url", views.url(repository, "/labels/" + name.replaceAll("[^A-Za-z0-9_-]", "-")))
        .and("name", name)
        .and("description", null)
        .and("color", "ededed")
        .and("default", false)
        .map();
  }

  /** A file that a pull request changes. */
  public Map<String, @Nullable Object> file(Pull pull, String path) {
    String at = views.page(pull.head(), "/blob/" + pull.headSha() + "/file");
    return new Fields()
        .and("sha", World.sha(pull.headSha() + path))
        .and("filename", path)
        .and("status", "modified")
        .and("additions", 1)
        .and("deletions", 1)
        .and("changes", 2)
        .and("blob_url", at)
        .and("raw_url", at)
        .and("contents_url", at)
        .map();
  }

  /** A commit as a pull request's list has it. */
  public Map<String, @Nullable Object> listed(Pull pull, Commit commit) {
    String url = views.url(pull.base(), "/commits/" + commit.sha());
    String git = views.url(pull.base(), "/git/commits/" + commit.sha());
    String tree = World.sha("tree of " + commit.sha());
    Map<String, @Nullable Object> inner =
        new Fields()
            .and("author", dated(commit))
            .and("committer", dated(commit))
            .and("message", commit.message())
            .and("tree", Map.of("sha", tree, "url", git + "/tree"))
            .and("url", git)
            .and("comment_count", 0)
            .map();
    return new Fields()
        .and("sha", commit.sha())
        .and("node_id", "C_" + commit.sha())
        .and("commit", inner)
        .and("url", url)
        .and("html_url", views.page(pull.base(), "/commit/" + commit.sha()))
        .and("comments_url", url + "/comments")
        .and("author", views.user(commit.author()))
        .and("committer", views.user(commit.author()))
        .and("parents", List.of())
        .map();
  }

  private static Map<String, @Nullable Object> dated(Commit commit) {
    return new Fields()
        .and("name", commit.author().login())
        .and("email", commit.author().login() + "@users.noreply.github.com")
        .and("date", commit.at())
        .map();
  }

  /** How a check or a workflow run names the pull requests of its own repository's branches. */
  public Map<String, @Nullable Object> minimal(Pull pull) {
    return new Fields()
        .and("url", views.url(pull.base(), "/pulls/" + pull.number()))
        .and("id", pull.id())
        .and("number", pull.number())
        .and("head", minimalEnd(pull.head(), pull.branch(), pull.headSha()))
        .and("base", minimalEnd(pull.base(), "main", mainSha(pull.base())))
        .map();
  }

  private Map<String, @Nullable Object> minimalEnd(Repository repository, String ref, String sha) {
    return new Fields().and("ref", ref).and("sha", sha).and("repo", views.ref(repository)).map();
  }

  /** A commit as payloads have it. */
  public Map<String, @Nullable Object> commit(Commit commit) {
    return new Fields()
        .and("id", commit.sha())
        .and("tree_id", World.sha("tree of " + commit.sha()))
        .and("message", commit.message())
        .and("timestamp", commit.at())
        .and("author", person(commit.author()))
        .and("committer", person(commit.author()))
        .map();
  }

  private static Map<String, @Nullable Object> person(User user) {
    return new Fields()
        .and("name", user.login())
        .and("email", user.login() + "@users.noreply.github.com")
        .map();
  }

  public Map<String, @Nullable Object> mergeGroup(MergeGroup group) {
    return new Fields()
        .and("head_sha", group.head().sha())
        .and("head_ref", group.headRef())
        .and("base_ref", "refs/heads/main")
        .and("base_sha", group.baseSha())
        .and("head_commit", commit(group.head()))
        .map();
  }
}
