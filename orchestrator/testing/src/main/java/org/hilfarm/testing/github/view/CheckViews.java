package org.hilfarm.testing.github.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Commit;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.World;
import org.jspecify.annotations.Nullable;

/** Check runs and suites as GitHub shows them. */
public record CheckViews(Views views, AppViews apps, World world) {
  /** As the API answers it. */
  public Map<String, @Nullable Object> check(Check check) {
    Map<String, @Nullable Object> shown = fields(check);
    shown.put("check_suite", Map.of("id", check.suite()));
    return shown;
  }

  /** As webhooks have it. */
  public Map<String, @Nullable Object> heard(Check check) {
    Map<String, @Nullable Object> shown = fields(check);
    shown.put("check_suite", suite(check));
    return shown;
  }

  private Map<String, @Nullable Object> fields(Check check) {
    String url = views.url(check.repository(), "/check-runs/" + check.id());
    String page = views.page(check.repository(), "/runs/" + check.id());
    return new Fields()
        .id("CR_", check.id())
        .and("head_sha", check.sha())
        .and("external_id", check.text("external_id").orElse(""))
        .and("url", url)
        .and("html_url", page)
        .and("details_url", check.text("details_url").orElse(page))
        .and("status", check.status())
        .and("conclusion", check.conclusion())
        .and("started_at", check.text("started_at").orElse(check.written().toString()))
        .and("completed_at", completed(check))
        .and("output", output(check, url))
        .and("name", check.name())
        .and("app", apps.integration())
        .and("pull_requests", pulls(check.repository(), check.sha()))
        .map();
  }

  private static Optional<String> completed(Check check) {
    if (check.conclusion().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(check.text("completed_at").orElse(check.written().toString()));
  }

  private static Map<String, @Nullable Object> output(Check check, String url) {
    Map<String, Object> said = check.output();
    return new Fields()
        .and("title", said.get("title"))
        .and("summary", said.get("summary"))
        .and("text", said.get("text"))
        .and("annotations_count", check.annotations().size())
        .and("annotations_url", url + "/annotations")
        .map();
  }

  private List<Map<String, @Nullable Object>> pulls(Repository repository, String sha) {
    return of(repository, sha).stream()
        .filter(p -> p.head().id() == repository.id())
        .map(new PullViews(views)::minimal)
        .toList();
  }

  /** The open pull requests whose newest commit this is. */
  private List<Pull> of(Repository repository, String sha) {
    return world.pulls(repository).stream()
        .filter(p -> p.headSha().equals(sha) && p.standing().state() == Pull.State.OPEN)
        .toList();
  }

  private Map<String, @Nullable Object> suite(Check check) {
    Optional<Pull> own =
        of(check.repository(), check.sha()).stream()
            .filter(p -> p.head().id() == check.repository().id())
            .findFirst();
    return new Fields()
        .id("CS_", check.suite())
        .and("head_branch", own.map(Pull::branch))
        .and("head_sha", check.sha())
        .and("status", check.status())
        .and("conclusion", check.conclusion().map(c -> c.equals("skipped") ? "neutral" : c))
        .and("url", views.url(check.repository(), "/check-suites/" + check.suite()))
        .all(null, "before", "after")
        .and("pull_requests", pulls(check.repository(), check.sha()))
        .and("app", apps.integration())
        .and("created_at", check.written())
        .and("updated_at", check.written())
        .map();
  }

  /** A commit's suite as the webhook of the suite itself has it. */
  public Map<String, @Nullable Object> suite(Check check, Commit commit) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(suite(check));
    shown.put("latest_check_runs_count", world.checks(check.repository(), check.sha()).size());
    shown.put(
        "check_runs_url",
        views.url(check.repository(), "/check-suites/" + check.suite() + "/check-runs"));
    shown.put("head_commit", new PullViews(views).commit(commit));
    return shown;
  }
}
